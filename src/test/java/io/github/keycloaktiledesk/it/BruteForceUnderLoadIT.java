// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.EventRepresentation;

/** Many accounts are guessed at once: none gets more guesses than the realm allows. */
@Tag("slow")
class BruteForceUnderLoadIT {

    /** No more than one address may sign in at once. */
    private static final int VICTIMS = 12;

    private static final int TRIES = 16;
    private static final int ALLOWED = 3;

    @Test
    void noAccountGetsMoreGuessesThanTheRealmAllows() throws Exception {
        try (TestRealm realm = TestRealm.create(rep -> rep.setFailureFactor(ALLOWED))) {
            List<String> victims = victims(realm);

            flood(realm, victims);

            for (String email : victims) {
                assertThat(checkedPasswords(realm, new RealmUsers(realm).idOf(email)))
                        .as(email)
                        .isBetween(1L, (long) ALLOWED);
            }
            // The protector books in threads of its own; what goes wrong there is only in the log.
            assertThat(KeycloakServer.get().log()).doesNotContain("Exception in thread \"kc-brute");
        }
    }

    private static List<String> victims(TestRealm realm) {
        List<String> victims = new ArrayList<>();
        for (int i = 0; i < VICTIMS; i++) {
            String email = "victim" + i + "@example.com";
            new RealmUsers(realm).createAgent(email, Map.of());
            victims.add(email);
        }
        return victims;
    }

    private static void flood(TestRealm realm, List<String> victims) throws Exception {
        ExecutorService attackers = Executors.newFixedThreadPool(VICTIMS);
        try {
            List<Future<?>> attacks = new ArrayList<>();
            for (String victim : victims) {
                attacks.add(attackers.submit(() -> guess(realm, victim)));
            }
            for (Future<?> attack : attacks) {
                attack.get();
            }
        } finally {
            attackers.shutdownNow();
        }
    }

    private static void guess(TestRealm realm, String victim) {
        for (int i = 0; i < TRIES; i++) {
            assertThat(realm.calls().signin(victim, "guess " + i).status()).isEqualTo(401);
        }
    }

    /** Whom the protector turns away is no invalid credential. */
    private static long checkedPasswords(TestRealm realm, String userId) {
        return realm
                .admin()
                .getEvents(List.of("LOGIN_ERROR"), null, userId, null, null, null, 0, 1000)
                .stream()
                .map(EventRepresentation::getError)
                .filter("invalid_user_credentials"::equals)
                .count();
    }
}
