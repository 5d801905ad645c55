// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.util.JsonSerialization;

/**
 * Nothing that opens an account is ever written down. The tests' servers log our packages at the
 * level TRACE.
 */
@Tag("container")
class SecretsIT {

    private static SecretiveCalls calls;

    @BeforeAll
    static void callAll() {
        calls = SecretiveCalls.on(KeycloakServer.get());
        calls.inUrls();
    }

    @AfterAll
    static void delete() {
        calls.close();
    }

    @Test
    void areInNoEvent() {
        String events = JsonSerialization.valueAsString(new RealmEvents(calls.realm()).all());

        assertThat(events)
                .contains(
                        "LOGIN_ERROR",
                        "REGISTER",
                        "JWT_AUTHORIZATION_GRANT_ERROR",
                        SecretiveCalls.EMAIL);
        calls.assertAreNotIn("an event", events);
    }

    @Test
    void areNotInTheLog() {
        String log = KeycloakServer.get().log();

        // Keycloak's own listener writes errors there: so it is the log of these calls.
        assertThat(log).contains("LOGIN_ERROR", calls.realm().name());
        calls.assertAreNotIn("the log", log);
    }

    @Test
    void areInNoAdminEvent() {
        calls.assertAreNotIn(
                "an admin event",
                JsonSerialization.valueAsString(calls.realm().admin().getAdminEvents()));
    }
}
