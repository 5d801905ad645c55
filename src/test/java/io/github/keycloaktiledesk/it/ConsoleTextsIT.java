// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.text.MessageFile;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts of our forms and pages, in the languages that there are, as Keycloak hands them on. */
class ConsoleTextsIT {

    private static final byte[] NO_BODY = {};

    /** What the admin console loads before it shows anything. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "de", "es"})
    void areAmongThoseOfTheConsole(String language) {
        assertThat(texts("admin", language)).containsAllEntriesOf(MessageFile.ofConsole(language));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "de", "es"})
    void areAmongThoseOfTheLoginPages(String language) {
        assertThat(texts("login", language)).containsAllEntriesOf(MessageFile.ofLogin(language));
    }

    /** Better in English than as a key. */
    @ParameterizedTest
    @ValueSource(strings = {"admin", "login"})
    void areEnglishInOtherLanguages(String theme) {
        assertThat(texts(theme, "fr"))
                .containsAllEntriesOf(
                        "admin".equals(theme)
                                ? MessageFile.ofConsole("en")
                                : MessageFile.ofLogin("en"));
    }

    private static Map<String, String> texts(String theme, String language) {
        Answer answer =
                new Calls(KeycloakServer.get().url())
                        .send(
                                "GET",
                                "/resources/master/" + theme + "/" + language,
                                Map.of(),
                                NO_BODY);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        Map<String, String> texts = new TreeMap<>();
        for (JsonNode text : answer.json()) {
            texts.put(text.path("key").asText(), text.path("value").asText());
        }
        return texts;
    }
}
