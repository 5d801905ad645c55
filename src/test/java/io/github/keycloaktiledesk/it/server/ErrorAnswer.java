// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** What every error of ours has in common, whatever went wrong. */
public final class ErrorAnswer {

    private ErrorAnswer() {}

    /** Checks that a sign-in was refused, for which there is one answer whatever the reason. */
    public static void assertRefused(Answer answer) {
        assertThat(check(answer, 401)).isEqualTo("Unauthorized");
    }

    /** Checks an error for all of that, and answers its {@code msg}. */
    public static String check(Answer answer, int status) {
        assertThat(answer.status()).as("status of %s", answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type"))
                .as("type of %s", answer.text())
                .hasValueSatisfying(
                        type ->
                                assertThat(type.toLowerCase(Locale.ROOT))
                                        .matches("application/json; ?charset=utf-8"));
        assertThat(answer.header("Cache-Control"))
                .hasValueSatisfying(cache -> assertThat(cache).contains("no-store"));
        JsonNode body = answer.json();
        assertThat(body.isObject()).as("an object: %s", answer.text()).isTrue();
        assertThat(body.path("success").isBoolean()).as("success: %s", answer.text()).isTrue();
        assertThat(body.path("success").booleanValue()).isFalse();
        assertThat(body.path("msg").isTextual()).as("msg: %s", answer.text()).isTrue();
        assertThat(body.path("msg").textValue()).isNotBlank();
        assertThat(answer.text())
                .doesNotContain("Exception", "\tat ", "org.keycloak", "java.", "<html");
        return body.path("msg").textValue();
    }
}
