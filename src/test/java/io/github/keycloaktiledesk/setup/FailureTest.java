// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.models.ModelException;
import org.keycloak.services.ErrorResponse;
import org.keycloak.services.ErrorResponseException;

class FailureTest {

    /** Unique key, serialization failure, H2's and PostgreSQL's lock timeouts, lost connection. */
    @ParameterizedTest
    @CsvSource({"23505, 409", "40001, 409", "HYT00, 503", "55P03, 503", "08006, 503"})
    void tellsTheCallerToTryAgain(String sqlState, int status) {
        Failure failure =
                Failure.of(
                        new ModelException(
                                "Database operation failed",
                                new SQLException("table x", sqlState)));

        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.body().path("success").asBoolean(true)).isFalse();
        assertThat(failure.body().path("msg").asText())
                .contains("try again")
                .doesNotContain("table");
    }

    /** Of its admin resources: with a message of theirs, of OAuth's kind, and without any. */
    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(
                        ErrorResponse.exists("Client tiledesk already exists"),
                        409,
                        "Client tiledesk already exists"),
                arguments(
                        new ErrorResponseException(
                                "invalid_input", "Config missing", Response.Status.BAD_REQUEST),
                        400,
                        "Config missing"),
                arguments(
                        new ErrorResponseException(
                                "invalid_input", null, Response.Status.BAD_REQUEST),
                        400,
                        "invalid_input"),
                arguments(new ForbiddenException(), 403, "Forbidden"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void saysWhatKeycloakSays(WebApplicationException refusal, int status, String message) {
        Failure failure = Failure.of(refusal);

        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.body().path("msg").asText()).isEqualTo(message);
    }

    @Test
    void hidesNoDefect() {
        IllegalStateException defect = new IllegalStateException();

        assertThatThrownBy(() -> Failure.of(defect)).isSameAs(defect);
    }
}
