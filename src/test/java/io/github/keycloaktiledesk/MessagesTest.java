// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.text.MessageFile;
import io.github.keycloaktiledesk.token.TiledeskClaimsMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.broker.provider.IdentityProviderFactory;
import org.keycloak.broker.provider.IdentityProviderMapper;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.provider.ConfiguredProvider;
import org.keycloak.provider.ProviderConfigProperty;

/** Each language says the same, and the forms ask for nothing that it does not say. */
class MessagesTest {

    private static final Path SERVICES = Path.of("src/main/resources/META-INF/services");

    private static final Pattern LITERAL =
            Pattern.compile(
                    "\\d+(?:[.,]\\d+)*|'[a-z_/.…\\\\]+'|\\$\\{[^}]*}|--[a-z-]+|https?://(?:[a-z.]*[a-z])?");

    private static final Pattern DEFAULT = Pattern.compile("(\\d+)(?: \\([^)]*\\))? by default");

    /** Who has a form in the console. */
    private static final List<Class<?>> KINDS =
            List.of(
                    AuthenticatorFactory.class,
                    IdentityProviderFactory.class,
                    IdentityProviderMapper.class,
                    ProtocolMapper.class);

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "de", "es"})
    void sayTheSameOfEveryForm(String language) {
        assertThat(MessageFile.ofConsole(language))
                .containsOnlyKeys(MessageFile.ofConsole("en").keySet())
                .allSatisfy(
                        (key, text) -> {
                            assertThat(text).as(key).isNotBlank().isEqualTo(text.strip());
                            // The console would fill something in.
                            assertThat(text).as(key).doesNotContain("{{", "$t(");
                            // No MessageFormat: both would be shown.
                            assertThat(text).as(key).doesNotContain("''");
                        });
    }

    /** Numbers, and what is written as it is: claims, fields, paths, variables, options. */
    @ParameterizedTest
    @ValueSource(strings = {"it", "de", "es"})
    void nameTheSameNumbersAndNames(String language) {
        Map<String, String> english = MessageFile.ofConsole("en");

        assertThat(MessageFile.ofConsole(language))
                .allSatisfy(
                        (key, text) ->
                                assertThat(literals(text))
                                        .as(key)
                                        .isEqualTo(literals(english.get(key))));
    }

    private static List<String> literals(String text) {
        return LITERAL.matcher(text)
                .results()
                .map(literal -> literal.group().replaceAll("(?<=\\d)[.,](?=\\d)", ""))
                .sorted()
                .toList();
    }

    @Test
    void nameTheDefaultsOfTheForms() throws IOException {
        Map<String, String> english = MessageFile.ofConsole("en");
        List<String> named = new ArrayList<>();
        for (ConfiguredProvider provider : providers()) {
            for (ProviderConfigProperty property : provider.getConfigProperties()) {
                DEFAULT.matcher(english.getOrDefault(property.getHelpText(), ""))
                        .results()
                        .forEach(
                                number -> {
                                    named.add(property.getName());
                                    assertThat(property.getDefaultValue())
                                            .as(property.getName())
                                            .isEqualTo(number.group(1));
                                    assertThat(property.getType())
                                            .as(property.getName())
                                            .isEqualTo(ProviderConfigProperty.INTEGER_TYPE);
                                });
            }
        }
        assertThat(named).contains("tokenLifetime", "guestsPerAddress", "maxTextLength");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "de", "es"})
    void explainEveryFieldInSentences(String language) {
        assertThat(MessageFile.ofConsole(language))
                .allSatisfy(
                        (key, text) ->
                                assertThat(text.endsWith("."))
                                        .as(key)
                                        .isEqualTo(key.endsWith(".help")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "de", "es"})
    void sayTheSameOfThePageForGuests(String language) {
        assertThat(MessageFile.ofLogin(language))
                .containsOnlyKeys(MessageFile.ofLogin("en").keySet())
                .allSatisfy(
                        (key, text) -> {
                            assertThat(text).as(key).isNotBlank();
                            // One apostrophe alone would be lost there.
                            assertThat(new MessageFormat(text).format(new Object[0]))
                                    .as(key)
                                    .isEqualTo(text.replace("''", "'"));
                        });
    }

    /** Colours are the same in each language, unless an administrator sets others. */
    @ParameterizedTest
    @ValueSource(strings = {"it", "de", "es"})
    void sayTheSameInTheLoginTheme(String language) {
        Set<String> texts = new TreeSet<>(MessageFile.ofTheme("en").keySet());
        texts.removeIf(key -> key.endsWith("Color"));

        assertThat(MessageFile.ofTheme(language))
                .containsOnlyKeys(texts)
                .allSatisfy((key, text) -> assertThat(text).as(key).isNotBlank());
    }

    @Test
    void areWhatTheFormsAskFor() throws IOException {
        Set<String> asked = new TreeSet<>();
        for (ConfiguredProvider provider : providers()) {
            asked.addAll(keys(provider.getConfigProperties()));
        }
        asked.removeAll(keycloaks());

        assertThat(asked).isEqualTo(MessageFile.ofConsole("en").keySet());
    }

    /** The service loader would make Keycloak's own too, which need more than there is here. */
    private static List<ConfiguredProvider> providers() throws IOException {
        List<ConfiguredProvider> providers = new ArrayList<>();
        for (Class<?> kind : KINDS) {
            for (String name : Files.readAllLines(SERVICES.resolve(kind.getName()))) {
                providers.add(provider(name));
            }
        }
        return providers;
    }

    private static ConfiguredProvider provider(String className) {
        try {
            return (ConfiguredProvider)
                    Class.forName(className).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(className, e);
        }
    }

    /** The switches that say into which tokens a claim goes. */
    private static Set<String> keycloaks() {
        List<ProviderConfigProperty> switches = new ArrayList<>();
        OIDCAttributeMapperHelper.addIncludeInTokensConfig(switches, TiledeskClaimsMapper.class);
        return keys(switches);
    }

    private static Set<String> keys(List<ProviderConfigProperty> properties) {
        Set<String> keys = new TreeSet<>();
        properties.stream()
                .flatMap(property -> Stream.of(property.getLabel(), property.getHelpText()))
                .forEach(keys::add);
        return keys;
    }
}
