// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.call;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.OptimisticLockException;
import jakarta.transaction.RollbackException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.naming.CommunicationException;
import javax.naming.NoPermissionException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.ModelException;
import org.keycloak.models.ModelIllegalStateException;
import org.keycloak.storage.StorageUnavailableException;

class TroubleTest {

    @ParameterizedTest
    @CsvSource({
        "23505, CLASH",
        "08006, UNAVAILABLE",
        "57P01, UNAVAILABLE",
        "53300, UNAVAILABLE",
        "40001, CLASH",
        "40P01, CLASH",
        "90067, UNAVAILABLE",
        ", UNAVAILABLE",
        "22001, OTHER",
        "42703, OTHER"
    })
    void isToldByTheDatabase(String state, Trouble trouble) {
        var thrown = new ModelException("", new IllegalStateException(new SQLException("", state)));

        assertThat(Trouble.of(thrown)).isEqualTo(trouble);
    }

    @Test
    void isToldByKeycloakAndByADirectory() {
        assertThat(Trouble.of(new IllegalStateException(new ModelDuplicateException("twice"))))
                .isEqualTo(Trouble.CLASH);
        assertThat(Trouble.of(new ModelException("", new CommunicationException("no directory"))))
                .isEqualTo(Trouble.UNAVAILABLE);
        assertThat(Trouble.of(new StorageUnavailableException("no directory")))
                .isEqualTo(Trouble.UNAVAILABLE);
        assertThat(Trouble.of(new ModelIllegalStateException("gone"))).isEqualTo(Trouble.CLASH);
        assertThat(Trouble.of(new OptimisticLockException("gone"))).isEqualTo(Trouble.CLASH);
        assertThat(Trouble.of(new ModelException("", new NoPermissionException("never"))))
                .isEqualTo(Trouble.OTHER);
        assertThat(Trouble.of(new IllegalStateException("a defect"))).isEqualTo(Trouble.OTHER);
    }

    /** Of a failure of the database Keycloak leaves the innermost cause. */
    @Test
    void isToldByWhatAConnectionHasEndedWith() {
        assertThat(
                        Stream.of(
                                new EOFException(),
                                new ConnectException("Connection refused"),
                                new SocketTimeoutException("Read timed out"),
                                new UnknownHostException("database"),
                                new SSLHandshakeException("closed"),
                                new TimeoutException()))
                .allSatisfy(
                        cause ->
                                assertThat(
                                                Trouble.of(
                                                        new IllegalStateException(
                                                                new ModelException("", cause))))
                                        .isEqualTo(Trouble.UNAVAILABLE));
        assertThat(Trouble.of(new ModelException("", new IOException("no JSON"))))
                .isEqualTo(Trouble.OTHER);
        assertThat(Trouble.of(new IllegalStateException(new EOFException())))
                .isEqualTo(Trouble.OTHER);
    }

    @Test
    void isToldByTheTransactionManagerWhereNothingElseTells() {
        assertThat(Trouble.of(new IllegalStateException(new RollbackException("timed out"))))
                .isEqualTo(Trouble.UNAVAILABLE);
        Exception clashed = new RollbackException("not committed");
        clashed.initCause(new SQLException("", "23505"));
        assertThat(Trouble.of(new IllegalStateException(clashed))).isEqualTo(Trouble.CLASH);
    }
}
