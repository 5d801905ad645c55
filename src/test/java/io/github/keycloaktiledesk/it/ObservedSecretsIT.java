// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloaktiledesk.it.server.CallerTrace;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.ObservedServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Nothing that opens an account is in what a server sends to those who observe it: in its log as
 * JSON, with our packages at the level TRACE, or in its traces, of which each is kept.
 */
@Tag("distribution")
class ObservedSecretsIT {

    private static final ObservedServer OBSERVED = ObservedServer.get();
    private static final ObjectMapper JSON = new ObjectMapper();

    private static SecretiveCalls calls;

    @BeforeAll
    static void callAll() {
        calls = SecretiveCalls.on(OBSERVED.keycloak());
    }

    @AfterAll
    static void delete() {
        calls.close();
    }

    @Test
    void areNotInTheLog() throws IOException {
        String log = OBSERVED.keycloak().log();

        List<String> lines = log.lines().dropWhile(line -> !line.startsWith("{")).toList();
        for (String line : lines) {
            JsonNode entry = JSON.readTree(line);
            assertThat(entry.hasNonNull("loggerName")).as(line).isTrue();
            assertThat(entry.hasNonNull("message")).as(line).isTrue();
            // Unescaped.
            calls.assertAreNotIn("a message", entry.path("message").asText());
        }
        assertThat(lines)
                .as("the log of these calls, by Keycloak and by us")
                .anyMatch(line -> line.contains("LOGIN_ERROR") && isOfRealm(line))
                .anyMatch(
                        line -> line.contains("\"io.github.keycloaktiledesk.") && isOfRealm(line));
        calls.assertAreNotIn("the log", log);
    }

    private static boolean isOfRealm(String line) {
        return line.contains(calls.realm().name());
    }

    @Test
    void areNotInTraces() {
        CallerTrace last = CallerTrace.begin();
        realm().post(Calls.SIGNIN, last.with(Map.of()), new byte[0]);
        OBSERVED.traces().await(last, "tiledesk signin");

        String received = OBSERVED.traces().received();
        assertThat(received)
                .as("the traces of these calls")
                .contains(
                        calls.realm().name(),
                        "tiledesk resume",
                        "tiledesk membership",
                        SecretiveCalls.EMAIL);
        calls.assertAreNotIn("a trace", received);
    }

    private static Calls realm() {
        return calls.realm().calls();
    }
}
