// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.TestRealm;
import jakarta.ws.rs.BadRequestException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an admin may well type in the console is taken or refused there; it never ends in a 500. */
class CarelessSettingsIT {

    @Test
    void theSameProjectTwiceIsThatProject() {
        String twice = Demo.PROJECT + "##" + Demo.PROJECT;
        try (TestRealm realm =
                TestRealm.create(
                        rep -> RealmParts.step(rep, "tiledesk guest").put("projects", twice))) {
            assertThat(realm.calls().anonymously(Map.of("id_project", Demo.PROJECT)).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void theSameAlgorithmTwiceIsThatAlgorithm() {
        try (TestRealm realm =
                TestRealm.create(RealmParts.providerWith("allowedAlgorithms", "HS256##HS256"))) {
            assertThat(new CustomerCalls(realm).signIn("c1").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "clockSkew, 601",
        "clockSkew, -1",
        "clockSkew, soon",
        "maxLifetime, 31536001",
        "maxLifetime, 1 day",
        "allowedAlgorithms, RS256",
        "allowedAlgorithms, none",
        "clientId, ' '"
    })
    void refusesToSaveWhatMakesNoSense(String setting, String value) {
        try (TestRealm realm = TestRealm.create()) {
            CustomerCalls customers = new CustomerCalls(realm);

            assertThatThrownBy(() -> customers.set(Map.of(setting, value)))
                    .isInstanceOf(BadRequestException.class);
            assertThat(customers.signIn("c1").status()).isEqualTo(200);
        }
    }
}
