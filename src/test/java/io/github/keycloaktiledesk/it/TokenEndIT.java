// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.TokenStanding.holds;
import static io.github.keycloaktiledesk.it.TokenStanding.isOver;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Seconds;
import io.github.keycloaktiledesk.it.server.Somebody;
import io.github.keycloaktiledesk.it.server.TestClient;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.representations.idm.RealmRepresentation;

/** What ends a token that was good, at our endpoints and at Keycloak's own. */
class TokenEndIT {

    @AutoClose
    private static final TestRealm REALM = TestRealm.create(RealmParts::allowRapidSignIns);

    private final OpenId endpoints = new OpenId(REALM);
    private final RealmUsers users = new RealmUsers(REALM);

    enum End {
        /** Users → Sessions → Logout all sessions. */
        USER_SIGNED_OUT((realm, first) -> new RealmUsers(realm).get(first.userId()).logout()),
        /** Sessions → Action → Sign out all active sessions. */
        ALL_SIGNED_OUT((realm, first) -> realm.admin().logoutAll()),
        /** Sessions → Action → Revocation → Set to now. */
        REALM_NOT_BEFORE_NOW(
                (realm, first) -> {
                    RealmRepresentation settings = realm.admin().toRepresentation();
                    settings.setNotBefore((int) Seconds.now());
                    realm.admin().update(settings);
                }),
        /** Clients → tiledesk → Advanced → Revocation → Set to now. */
        CLIENT_NOT_BEFORE_NOW(
                (realm, first) ->
                        TestClient.change(
                                realm, client -> client.setNotBefore((int) Seconds.now())));

        private final BiConsumer<TestRealm, Answer> act;

        End(BiConsumer<TestRealm, Answer> act) {
            this.act = act;
        }
    }

    /** In a realm of its own: Keycloak 26.6 minds the earlier of two not-befores only. */
    @ParameterizedTest
    @EnumSource
    void endsEverybodysToken(End end) {
        try (TestRealm realm = TestRealm.create(RealmParts::allowRapidSignIns)) {
            List<Answer> tokens =
                    Stream.of(Somebody.values())
                            .map(somebody -> holds(realm, somebody.signIn(realm)))
                            .toList();
            Seconds.awaitNext();

            tokens.forEach(first -> end.act.accept(realm, first));

            tokens.forEach(first -> isOver(realm, first));
            for (Somebody somebody : Somebody.values()) {
                holds(realm, somebody.signIn(realm));
            }
        }
    }

    /** Users → Sessions → Sign out, or Sessions → Sign out. */
    @Test
    void endsAnAgentsTokensOfASession() {
        Answer first = holds(REALM, Somebody.AGENT.signIn(REALM));
        Answer other = holds(REALM, Somebody.AGENT.signIn(REALM));

        REALM.admin().deleteSession(Jwt.of(first.token()).text("sid"), false);

        isOver(REALM, first);
        holds(REALM, other);
    }

    /** RFC 7009. The owner needs no more than the token itself, for the client is public. */
    @ParameterizedTest
    @EnumSource
    void endsWhatItsOwnerRevokes(Somebody somebody) {
        Answer first = holds(REALM, somebody.signIn(REALM));

        assertThat(endpoints.revoke(Demo.CLIENT, first.token()).status()).isEqualTo(200);

        isOver(REALM, first);
    }

    @Test
    void endsAnAgentsTokenWhereTheClientLogsOutWithTheRefreshToken() {
        JsonNode tokens =
                endpoints.password(Demo.CLIENT, Demo.AGENT, Demo.PASSWORD, "openid").json();
        String token = tokens.path("access_token").asText();
        Answer first = holds(REALM, REALM.calls().customToken(token));
        assertThat(first.token()).isEqualTo(token);

        Answer out = endpoints.logout(Demo.CLIENT, tokens.path("refresh_token").asText());

        assertThat(out.status()).as(out.text()).isEqualTo(204);
        isOver(REALM, first);
    }

    @ParameterizedTest
    @EnumSource
    void isHeldUpWhileTheUserIsDisabled(Somebody somebody) {
        Answer first = holds(REALM, somebody.signIn(REALM));

        users.change(first.userId(), user -> user.setEnabled(false));
        isOver(REALM, first);

        users.change(first.userId(), user -> user.setEnabled(true));
        holds(REALM, first);
    }

    @ParameterizedTest
    @EnumSource
    void endsWithTheUser(Somebody somebody) {
        Answer first = holds(REALM, somebody.signIn(REALM));

        users.get(first.userId()).remove();

        isOver(REALM, first);
        if (somebody == Somebody.AGENT) {
            // The others are made anew whenever they sign in.
            users.createAgent(Demo.AGENT, Map.of());
        }
    }
}
