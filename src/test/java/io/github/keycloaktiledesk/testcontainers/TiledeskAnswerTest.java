// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TiledeskAnswerTest {

    @Test
    void holdsTokenAndUser() {
        TiledeskAnswer answer =
                answer(200, "{\"success\":true,\"token\":\"JWT a.b.c\",\"user\":{\"_id\":\"1\"}}");

        assertThat(answer.token()).isEqualTo("a.b.c");
        assertThat(answer.user()).isEqualTo(Map.of("_id", "1"));
        assertThat(answer.message()).isEmpty();
    }

    @Test
    void holdsMessageOfError() {
        TiledeskAnswer answer = answer(401, "{\"success\":false,\"msg\":\"Unauthorized\"}");

        assertThat(answer.message()).contains("Unauthorized");
    }

    /** As a test is to fail, with what was answered. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"success\":false,\"msg\":\"Unauthorized\"}",
                "{\"token\":\"a.b.c\",\"user\":\"1\"}",
                "{}",
                "",
                "<html>"
            })
    void failsWithTheBodyIfNobodyWasSignedIn(String body) {
        TiledeskAnswer answer = answer(401, body);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(answer::token)
                .withMessageContaining("401")
                .withMessageContaining(body);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(answer::user)
                .withMessageContaining("401")
                .withMessageContaining(body);
    }

    private static TiledeskAnswer answer(int status, String body) {
        return new TiledeskAnswer(
                status, HttpHeaders.of(Map.of("X", List.of("1")), (name, value) -> true), body);
    }
}
