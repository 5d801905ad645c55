package io.github.keycloaktiledesk.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.ModelException;

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

    @Test
    void hidesNoDefect() {
        IllegalStateException defect = new IllegalStateException();

        assertThatThrownBy(() -> Failure.of(defect)).isSameAs(defect);
    }
}
