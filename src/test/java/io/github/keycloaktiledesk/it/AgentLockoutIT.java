// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keycloak's brute-force protection, which holds for passwords and for nothing else. */
class AgentLockoutIT {

    private static final int FAILURES = 3;
    private static final int TRIES = 25;
    private static final int PAUSE_MILLIS = 100;
    private static final String WRONG = "Authentication failed. Wrong password.";

    private static TestRealm realm;

    @BeforeAll
    static void create() {
        realm =
                TestRealm.create(
                        it -> {
                            it.setBruteForceProtected(true);
                            it.setFailureFactor(FAILURES);
                            it.setQuickLoginCheckMilliSeconds(0L);
                        });
    }

    @AfterAll
    static void delete() {
        realm.close();
    }

    @Test
    void locksAUserAndNobodyElse() {
        String locked = new RealmUsers(realm).createAgent("locked@example.com");
        new RealmUsers(realm).createAgent("other@example.com");

        fail("locked@example.com", locked, FAILURES);

        Answer right = realm.calls().signin("locked@example.com", Demo.PASSWORD);
        assertThat(ErrorAnswer.check(right, 401)).isEqualTo(WRONG);
        signIn("other@example.com");

        realm.admin().attackDetection().clearBruteForceForUser(locked);
        signIn("locked@example.com");
    }

    @Test
    void startsAgainAfterASuccess() {
        String id = new RealmUsers(realm).createAgent("careful@example.com");
        fail("careful@example.com", id, FAILURES - 1);
        signIn("careful@example.com");
        awaitFailures(id, 0);

        fail("careful@example.com", id, FAILURES - 1);

        signIn("careful@example.com");
    }

    @Test
    void letsATokenOfALockedUserBackIn() {
        String id = new RealmUsers(realm).createAgent("back@example.com");
        String token = signIn("back@example.com").token();
        // The success is booked in the background: the failures are to come after it.
        awaitFailures(id, 0);
        fail("back@example.com", id, FAILURES);

        Answer resumed = realm.calls().customToken(token);

        assertThat(resumed.status()).as(resumed.text()).isEqualTo(200);
    }

    /** A token proves no password: it must not give somebody who guesses more tries. */
    @Test
    void countsNoReturnAsASuccess() throws InterruptedException {
        String id = new RealmUsers(realm).createAgent("watched@example.com");
        String token = signIn("watched@example.com").token();
        awaitFailures(id, 0);
        fail("watched@example.com", id, FAILURES - 1);

        assertThat(realm.calls().customToken(token).status()).isEqualTo(200);

        // A success would be booked in the background, a moment after the answer.
        Thread.sleep(500);
        assertThat(failures(id)).isEqualTo(FAILURES - 1);
        fail("watched@example.com", id, 1);
        assertThat(realm.calls().signin("watched@example.com", Demo.PASSWORD).status())
                .isEqualTo(401);
    }

    @Test
    void neverLocksVisitorsOrCustomers() {
        fail(
                "locked-out@example.com",
                new RealmUsers(realm).createAgent("locked-out@example.com"),
                FAILURES);
        String customer = Demo.customer().sign(Demo.SECRET);
        String visitor = realm.calls().anonymously(Map.of("id_project", Demo.PROJECT)).token();
        assertThat(realm.calls().customToken(customer).status()).isEqualTo(200);

        for (int i = 0; i <= FAILURES; i++) {
            assertThat(realm.calls().customToken(Demo.customer().sign("wrong")).status())
                    .isEqualTo(401);
            assertThat(realm.calls().customToken(broken(visitor)).status()).isEqualTo(401);
        }

        assertThat(realm.calls().customToken(customer).status()).isEqualTo(200);
        assertThat(realm.calls().customToken(visitor).status()).isEqualTo(200);
        assertThat(realm.calls().anonymously(Map.of("id_project", Demo.PROJECT)).status())
                .isEqualTo(200);
    }

    private static String broken(String jwt) {
        return jwt.substring(0, jwt.lastIndexOf('.') + 1) + "c2lnbmF0dXJl";
    }

    /**
     * Signs in. Keycloak refuses that too while it is still booking the last one, some milliseconds
     * after its answer.
     */
    private static Answer signIn(String email) {
        Answer answer = realm.calls().signin(email, Demo.PASSWORD);
        for (int i = 0; answer.status() != 200 && i < TRIES; i++) {
            pause();
            answer = realm.calls().signin(email, Demo.PASSWORD);
        }
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    /** Signs in with a wrong password until Keycloak has counted so many. */
    private static void fail(String email, String id, int times) {
        int expected = failures(id) + times;
        for (int i = 0; failures(id) < expected && i < TRIES; i++) {
            int before = failures(id);
            Answer answer = realm.calls().signin(email, "wrong");
            assertThat(ErrorAnswer.check(answer, 401)).isEqualTo(WRONG);
            for (int j = 0; failures(id) == before && j < TRIES; j++) {
                pause();
            }
        }
        assertThat(failures(id)).isEqualTo(expected);
    }

    private static void awaitFailures(String id, int expected) {
        for (int i = 0; failures(id) != expected && i < TRIES; i++) {
            pause();
        }
        assertThat(failures(id)).isEqualTo(expected);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int failures(String id) {
        Map<String, Object> status = realm.admin().attackDetection().bruteForceUserStatus(id);
        return ((Number) status.get("numFailures")).intValue();
    }
}
