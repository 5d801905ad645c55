// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.call;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import javax.naming.CommunicationException;
import javax.naming.NoPermissionException;
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
}
