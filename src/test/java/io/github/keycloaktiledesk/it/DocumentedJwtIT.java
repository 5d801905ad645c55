// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSObject;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.DocumentedCommands;
import io.github.keycloaktiledesk.it.server.Program;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the page 'Sign your customers in' tells sites to run makes tokens that sign in. */
class DocumentedJwtIT {

    private static final Path PAGE = Path.of("docs/sign-your-customers-in.md");
    private static final String[] LANGUAGES = {"js", "php", "python", "java"};

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @AutoClose private static final TestRealm REALM = TestRealm.create();

    enum Language {
        JS("custom-jwt.mjs", "node"),
        PHP("custom-jwt.php", "php"),
        PYTHON("custom_jwt.py", "python3"),
        JAVA("CustomJwt.java", java(), "-cp", nimbus());

        private final String file;
        private final List<String> command;

        Language(String file, String... command) {
            this.file = file;
            this.command = Stream.concat(Stream.of(command), Stream.of(file)).toList();
        }

        private static String java() {
            return Path.of(System.getProperty("java.home"), "bin", "java").toString();
        }

        private static String nimbus() {
            URL jar = JWSObject.class.getProtectionDomain().getCodeSource().getLocation();
            return Path.of(URI.create(jar.toString())).toString();
        }
    }

    @ParameterizedTest
    @EnumSource
    void signsIn(Language language) throws IOException {
        String program = language.command.get(0);
        assumeTrue(Program.isInPath(program), () -> program + " is not installed");
        Path folder = Files.createDirectories(Path.of("target/documented-jwt"));
        Files.writeString(folder.resolve(language.file), snippet(language));
        Map<String, String> project =
                Map.of("TILEDESK_PROJECT", Demo.PROJECT, "TILEDESK_SECRET", Demo.SECRET);

        String jwt = new Program(language.command, folder, project).run(LIMIT).strip();

        Answer answer = REALM.calls().customToken(jwt);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        JsonNode user = answer.json().path("user");
        assertThat(user.path("_id").asText()).isEqualTo(Demo.PROJECT + "_42");
        assertThat(user.path("firstname").asText()).isEqualTo("Zoë");
        assertThat(user.path("lastname").asText()).isEqualTo("O'Neil");
        assertThat(user.at("/attributes/plan").asText()).isEqualTo("pro");
    }

    /** So that none is left out. */
    @Test
    void hasOneForEachLanguage() {
        assertThat(DocumentedCommands.of(PAGE, LANGUAGES))
                .extracting(DocumentedCommands.Block::language)
                .containsExactly(LANGUAGES);
    }

    private static String snippet(Language language) {
        return DocumentedCommands.of(PAGE, language.name().toLowerCase(Locale.ROOT)).stream()
                .findFirst()
                .orElseThrow()
                .code();
    }
}
