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
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserSessionRepresentation;

/** A token of which less than half of the life is left is replaced when it comes back. */
class ResumeRenewalIT {

    private static final int LIFE = 16;
    private static final int RENEWED_LIFE = 1000;
    private static final int SESSION_LIFE = 20;

    @AutoClose private static final TestRealm REALM = TestRealm.create(ResumeRenewalIT::shortLives);

    private static final Map<Somebody, Answer> FIRST = new EnumMap<>(Somebody.class);
    private static final Map<Somebody, Answer> RENEWED = new EnumMap<>(Somebody.class);
    private static int usersBefore;

    private static void shortLives(RealmRepresentation realm) {
        String life = String.valueOf(LIFE);
        RealmParts.step(realm, "tiledesk guest").put("tokenLifetime", life);
        RealmParts.step(realm, "tiledesk custom token").put("tokenLifetime", life);
        RealmParts.step(realm, "tiledesk resume")
                .put("tokenLifetime", String.valueOf(RENEWED_LIFE));
        RealmParts.client(realm).getAttributes().put("access.token.lifespan", life);
        realm.setSsoSessionMaxLifespan(SESSION_LIFE);
    }

    /** All three grow old together, so that the tests wait once. */
    @BeforeAll
    static void growOld() {
        for (Somebody somebody : Somebody.values()) {
            FIRST.put(somebody, somebody.signIn(REALM));
        }
        usersBefore = new RealmUsers(REALM).count();
        long last =
                FIRST.values().stream()
                        .mapToLong(answer -> Jwt.of(answer.token()).number("iat"))
                        .max()
                        .orElseThrow();
        Seconds.awaitStart(last + LIFE / 2 + 1);
        FIRST.forEach(
                (somebody, answer) ->
                        RENEWED.put(somebody, REALM.calls().customToken(answer.token())));
    }

    @ParameterizedTest
    @EnumSource
    void givesAFreshTokenOfTheSameSignIn(Somebody somebody) {
        Answer answer = RENEWED.get(somebody);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        Jwt first = first(somebody);
        Jwt renewed = renewed(somebody);

        assertThat(first.life()).isEqualTo(LIFE);
        assertThat(renewed.text("jti")).isNotEqualTo(first.text("jti"));
        assertThat(renewed.number("iat")).isGreaterThanOrEqualTo(first.number("iat") + LIFE / 2);
        assertThat(first.number("auth_time")).isPositive();
        for (String claim :
                new String[] {"auth_time", "scope", "sub", "_id", "sid", "azp", "aud", "iss"}) {
            assertThat(renewed.claims().get(claim)).as(claim).isEqualTo(first.claims().get(claim));
        }
        assertThat(answer.userId()).isEqualTo(FIRST.get(somebody).userId());
        assertThat(new OpenId(REALM).userinfo(answer.token()).status()).isEqualTo(200);
        assertThat(new RealmUsers(REALM).count()).isEqualTo(usersBefore);
    }

    @Test
    void visitorsStayAsLongAsTheyComeBack() {
        assertThat(renewed(Somebody.VISITOR).life()).isEqualTo(RENEWED_LIFE);
    }

    @Test
    void customersStayNoLongerThanTheirSiteSaid() {
        assertThat(renewed(Somebody.CUSTOMER).number("exp"))
                .isEqualTo(first(Somebody.CUSTOMER).number("exp"));
    }

    @Test
    void agentsStayNoLongerThanTheirSession() {
        Jwt first = first(Somebody.AGENT);
        Jwt renewed = renewed(Somebody.AGENT);

        assertThat(renewed.number("exp"))
                .isGreaterThan(first.number("exp"))
                .isBetween(
                        first.number("auth_time") + SESSION_LIFE - 1,
                        first.number("auth_time") + SESSION_LIFE + 1);
        assertThat(new RealmUsers(REALM).get(FIRST.get(Somebody.AGENT).userId()).getUserSessions())
                .extracting(UserSessionRepresentation::getId)
                .containsExactly(first.text("sid"));
    }

    private static Jwt first(Somebody somebody) {
        return Jwt.of(FIRST.get(somebody).token());
    }

    private static Jwt renewed(Somebody somebody) {
        return Jwt.of(RENEWED.get(somebody).token());
    }
}
