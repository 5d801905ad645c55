// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Seconds;
import io.github.keycloaktiledesk.it.server.Somebody;
import io.github.keycloaktiledesk.it.server.TestRealm;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserSessionRepresentation;

/** How long tokens last, and what in a realm has a say in it. */
class TokenLifeIT {

    private static final long THIRTY_DAYS = 2_592_000;
    private static final int TEN_HOURS = 36_000;

    /** Seconds that a sign-in may take on a busy machine. */
    private static final long SLOW = 30;

    /** Keycloak's default maximum, and an idle time that nobody could live with. */
    @AutoClose
    private static final TestRealm REALM = TestRealm.create(realm -> sessions(realm, TEN_HOURS));

    /** Also the maximum is over before the test is. */
    @AutoClose private static final TestRealm BRIEF = TestRealm.create(realm -> sessions(realm, 2));

    private static void sessions(RealmRepresentation realm, int maximum) {
        realm.setSsoSessionIdleTimeout(2);
        realm.setSsoSessionMaxLifespan(maximum);
    }

    @ParameterizedTest
    @EnumSource(names = {"VISITOR", "CUSTOMER"})
    void isThirtyDaysForVisitorsAndCustomers(Somebody somebody) {
        assertThat(Jwt.of(somebody.signIn(REALM).token()).life()).isEqualTo(THIRTY_DAYS);
        assertThat(Jwt.of(somebody.signIn(BRIEF).token()).life()).isEqualTo(THIRTY_DAYS);
    }

    @ParameterizedTest
    @EnumSource(names = {"VISITOR", "CUSTOMER"})
    void outlivesTheSessionLimitsOfTheRealm(Somebody somebody) {
        for (TestRealm realm : new TestRealm[] {REALM, BRIEF}) {
            Answer answer = somebody.signIn(realm);
            assertThat(Jwt.of(answer.token()).claims().has("sid")).isFalse();
            OpenId endpoints = new OpenId(realm);

            Seconds.awaitStart(Jwt.of(answer.token()).number("iat") + 3);

            assertThat(endpoints.isActive(answer.token())).isTrue();
            assertThat(endpoints.userinfo(answer.token()).status()).isEqualTo(200);
            assertThat(realm.calls().customToken(answer.token()).status()).isEqualTo(200);
            assertThat(new RealmUsers(realm).get(answer.userId()).getUserSessions()).isEmpty();
        }
    }

    /** What tells that the test above has waited long enough. */
    @Test
    void ofAgentsEndsWithTheSession() {
        Answer answer = Somebody.AGENT.signIn(BRIEF);

        Seconds.awaitStart(Jwt.of(answer.token()).number("iat") + 3);

        assertThat(new OpenId(BRIEF).isActive(answer.token())).isFalse();
        assertThat(BRIEF.calls().customToken(answer.token()).status()).isEqualTo(401);
    }

    @Test
    void ofAgentsIsCappedByTheSessionMaximum() {
        Jwt token = Jwt.of(Somebody.AGENT.signIn(REALM).token());

        assertThat(token.life()).isBetween(TEN_HOURS - SLOW, (long) TEN_HOURS);
    }

    /** Counted from the step or the session on, which is before the token by what that takes. */
    @Test
    void isWhatTheStepsAndTheClientAreSetTo() {
        try (TestRealm realm =
                TestRealm.create(
                        rep -> {
                            RealmParts.step(rep, "tiledesk guest").put("tokenLifetime", "100");
                            RealmParts.step(rep, "tiledesk custom token")
                                    .put("tokenLifetime", "200");
                            RealmParts.client(rep)
                                    .getAttributes()
                                    .put("access.token.lifespan", "300");
                        })) {
            assertThat(Jwt.of(Somebody.VISITOR.signIn(realm).token()).life())
                    .isBetween(100 - SLOW, 100L);
            assertThat(Jwt.of(Somebody.CUSTOMER.signIn(realm).token()).life())
                    .isBetween(200 - SLOW, 200L);

            Answer agent = Somebody.AGENT.signIn(realm);
            Jwt token = Jwt.of(agent.token());
            assertThat(token.life()).isBetween(300 - SLOW, 300L);
            assertThat(new RealmUsers(realm).get(agent.userId()).getUserSessions())
                    .extracting(UserSessionRepresentation::getId)
                    .contains(token.text("sid"));
        }
    }
}
