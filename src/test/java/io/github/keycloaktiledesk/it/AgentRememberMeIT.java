// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.FlowEditor;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.TestRealm;
import io.github.keycloaktiledesk.it.server.TokenEndpoint;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RealmRepresentation;

/** The setting <em>remember me</em> of the agents' branch: which of the realm's limits hold. */
class AgentRememberMeIT {

    private static final int SESSION_MAX = 3600;
    private static final int REMEMBERED_MAX = 7200;

    /** Issuing takes a moment, and the claims are whole seconds. */
    private static final Offset<Long> MOMENT = Offset.offset(5L);

    private static TestRealm realm;

    @BeforeAll
    static void create() {
        realm =
                TestRealm.create(
                        it -> {
                            RealmParts.allowRapidSignIns(it);
                            it.setSsoSessionMaxLifespan(SESSION_MAX);
                            it.setSsoSessionMaxLifespanRememberMe(REMEMBERED_MAX);
                            it.setSsoSessionIdleTimeoutRememberMe(REMEMBERED_MAX);
                        });
    }

    @AfterAll
    static void delete() {
        realm.close();
    }

    @BeforeEach
    void allow() {
        realmAllows(true);
        step(true);
    }

    @Test
    void isOffUnlessAnAdminSetsIt() {
        try (TestRealm untouched = TestRealm.create(AgentRememberMeIT::limits)) {
            assertThat(life(untouched.calls().signin(Demo.AGENT, Demo.PASSWORD).claims()))
                    .isCloseTo(SESSION_MAX, MOMENT);
        }
    }

    @Test
    void putsTheRememberMeLimitsInCharge() {
        assertThat(life(signin().claims())).isCloseTo(REMEMBERED_MAX, MOMENT);
    }

    @Test
    void canBeSwitchedOffAgain() {
        step(false);

        assertThat(life(signin().claims())).isCloseTo(SESSION_MAX, MOMENT);
    }

    @Test
    void holdsOnlyWhereTheRealmAllowsIt() {
        realmAllows(false);

        assertThat(life(signin().claims())).isCloseTo(SESSION_MAX, MOMENT);
    }

    /** The setting is for Tiledesk's clients, which cannot ask; others keep the ordinary limits. */
    @Test
    void leavesThePasswordGrantAlone() {
        Answer granted =
                new TokenEndpoint(realm)
                        .post(TokenEndpoint.passwordGrant(Demo.CLIENT, Demo.AGENT, Demo.PASSWORD));

        assertThat(granted.json().path("expires_in").asLong()).isCloseTo(SESSION_MAX, MOMENT);
    }

    private static void limits(RealmRepresentation realm) {
        realm.setRememberMe(true);
        realm.setSsoSessionMaxLifespan(SESSION_MAX);
        realm.setSsoSessionMaxLifespanRememberMe(REMEMBERED_MAX);
    }

    private static Answer signin() {
        Answer answer = realm.calls().signin(Demo.AGENT, Demo.PASSWORD);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private static void step(boolean rememberMe) {
        new FlowEditor(realm)
                .configure(
                        FlowEditor.AGENTS,
                        "tiledesk-agent-session",
                        "rememberMe",
                        String.valueOf(rememberMe));
    }

    private static void realmAllows(boolean rememberMe) {
        RealmRepresentation changed = realm.admin().toRepresentation();
        changed.setRememberMe(rememberMe);
        realm.admin().update(changed);
    }

    private static long life(JsonNode claims) {
        return claims.path("exp").asLong() - claims.path("iat").asLong();
    }
}
