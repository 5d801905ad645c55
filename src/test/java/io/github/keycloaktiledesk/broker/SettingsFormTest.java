// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.text.MessageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.keycloak.provider.ProviderConfigProperty;

/** The form explains itself, and the page of the documentation calls its fields by their names. */
class SettingsFormTest {

    private static final Path PAGE = Path.of("docs/sign-your-customers-in.md");

    /** The documentation is in English. */
    private static final Map<String, String> TEXTS = MessageFile.ofConsole("en");

    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");
    private static final Pattern ITALIC =
            Pattern.compile("(?<!\\*)\\*(?![*\\s])([^*]+?)(?<!\\s)\\*(?!\\*)");

    /** What Keycloak's console calls its own fields, values, tabs and pages. */
    private static final Set<String> KEYCLOAKS =
            Set.of(
                    "Add provider",
                    "Advanced settings",
                    "Client Secret",
                    "Events → User events",
                    "Force",
                    "Forgot password",
                    "Identity providers",
                    "Import",
                    "JWT Authorization Grant",
                    "Logout all sessions",
                    "Mappers",
                    "Overwrite",
                    "Realm settings → Events",
                    "Trust Email",
                    "User-defined");

    /** No fields at all: what stands out for another reason. */
    private static final Set<String> OTHERS =
            Set.of(
                    "custom JWT",
                    "Custom authentication",
                    "the project's own secret in Tiledesk",
                    "Tiledesk",
                    "Tiledesk custom token");

    @Test
    void explainsEveryField() {
        assertThat(SettingsForm.properties())
                .isNotEmpty()
                .allSatisfy(
                        property -> {
                            assertThat(TEXTS.get(property.getLabel()))
                                    .as(property.getName())
                                    .isNotBlank();
                            assertThat(TEXTS.get(property.getHelpText()))
                                    .as(property.getName())
                                    .endsWith(".");
                        });
        assertThat(labels()).doesNotHaveDuplicates();
    }

    /**
     * Client Secret is Keycloak's own field, so this stands at the one that decides how it is used.
     */
    @Test
    void saysWhatTheClientSecretIsForAndWhomPublicKeysSuit() {
        assertThat(SettingsForm.properties())
                .filteredOn(property -> "Allowed algorithms".equals(label(property)))
                .singleElement()
                .extracting(property -> TEXTS.get(property.getHelpText()))
                .asString()
                .contains(
                        "The web widget hands the custom JWT to Tiledesk too",
                        "the Client Secret above must then be the project's own secret in Tiledesk, and both are"
                                + " changed together.",
                        "RS, PS, ES and EdDSA suit clients that use nothing but the returned token: they need"
                                + " Public keys or a JWKS URL");
    }

    @Test
    void hasEveryFieldThatThePageNames() throws IOException {
        List<String> named = italics(Files.readString(PAGE));
        List<String> known = new ArrayList<>(labels());
        known.addAll(KEYCLOAKS);
        known.addAll(OTHERS);

        assertThat(named).contains("Legacy secret", "Trust Email");
        assertThat(known).containsAll(named);
    }

    /** So that the console lets nobody type anything else. */
    @Test
    void asksForNumbersWhereItTakesNothingElse() {
        assertThat(SettingsForm.properties())
                .filteredOn(
                        property -> ProviderConfigProperty.INTEGER_TYPE.equals(property.getType()))
                .extracting(ProviderConfigProperty::getName)
                .containsExactly(
                        TiledeskIdentityProviderConfig.CLOCK_SKEW,
                        TiledeskIdentityProviderConfig.MAX_LIFETIME);
    }

    /** What is refused beyond them: the texts are written by hand. */
    @Test
    void namesTheBounds() {
        assertThat(help(TiledeskIdentityProviderConfig.CLOCK_SKEW))
                .contains("at most " + TiledeskIdentityProviderConfig.LONGEST_SKEW + ".");
        assertThat(help(TiledeskIdentityProviderConfig.MAX_LIFETIME))
                .contains("at most " + TiledeskIdentityProviderConfig.LONGEST_LIFETIME + " (");
    }

    private static String help(String name) {
        return SettingsForm.properties().stream()
                .filter(property -> name.equals(property.getName()))
                .map(property -> TEXTS.get(property.getHelpText()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> labels() {
        return SettingsForm.properties().stream().map(SettingsFormTest::label).toList();
    }

    /** Without the unit. */
    private static String label(ProviderConfigProperty property) {
        return TEXTS.get(property.getLabel()).replaceAll(" \\([a-z]+\\)$", "");
    }

    private static List<String> italics(String markdown) {
        return ITALIC.matcher(CODE.matcher(markdown).replaceAll(""))
                .results()
                .map(MatchResult::group)
                .map(italic -> italic.substring(1, italic.length() - 1).replaceAll("\\s+", " "))
                .toList();
    }
}
