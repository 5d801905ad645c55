package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Seconds;
import io.github.keycloaktiledesk.it.server.Somebody;
import io.github.keycloaktiledesk.it.server.TestClient;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.representations.idm.RealmRepresentation;

/** What ends a token at our endpoints and at Keycloak's own, and what at ours only. */
class TokenEndIT {

    @AutoClose
    private static final TestRealm REALM = TestRealm.create(RealmParts::allowRapidSignIns);

    private final OpenId endpoints = new OpenId(REALM);

    enum End {
        /** Users → Sessions → Sign out, or Sessions → Sign out. */
        SESSION_SIGNED_OUT(
                (realm, token) -> realm.admin().deleteSession(Jwt.of(token).text("sid"), false)),
        /** Users → Sessions → Logout all sessions. */
        USER_SIGNED_OUT(
                (realm, token) -> new RealmUsers(realm).get(Jwt.of(token).text("sub")).logout()),
        /** Sessions → Action → Sign out all active sessions. */
        ALL_SIGNED_OUT((realm, token) -> realm.admin().logoutAll()),
        /** Sessions → Action → Revocation → Set to now. */
        REALM_NOT_BEFORE_NOW(
                (realm, token) -> {
                    RealmRepresentation settings = realm.admin().toRepresentation();
                    settings.setNotBefore((int) Seconds.now());
                    realm.admin().update(settings);
                }),
        /** Clients → tiledesk → Advanced → Revocation → Set to now. */
        CLIENT_NOT_BEFORE_NOW(
                (realm, token) ->
                        TestClient.change(
                                realm, client -> client.setNotBefore((int) Seconds.now())));

        private final BiConsumer<TestRealm, String> act;

        End(BiConsumer<TestRealm, String> act) {
            this.act = act;
        }
    }

    /** In a realm of its own: Keycloak 26.6 minds the earlier of two not-befores only. */
    @ParameterizedTest
    @EnumSource
    void endsAnAgentsToken(End end) {
        try (TestRealm realm = TestRealm.create(RealmParts::allowRapidSignIns)) {
            Answer first = holds(realm, Somebody.AGENT.signIn(realm));
            Seconds.awaitNext();

            end.act.accept(realm, first.token());

            assertOver(realm, first.token());
            holds(realm, Somebody.AGENT.signIn(realm));
        }
    }

    /** RFC 7009. The owner needs no more than the token itself, for the client is public. */
    @ParameterizedTest
    @EnumSource
    void endsWhatItsOwnerRevokes(Somebody somebody) {
        Answer first = holds(REALM, somebody.signIn(REALM));

        endpoints.revoke(Demo.CLIENT, first.token());

        assertOver(REALM, first.token());
    }

    @Test
    void endsAnAgentsTokenWhereTheClientLogsOutWithTheRefreshToken() {
        JsonNode tokens =
                endpoints.password(Demo.CLIENT, Demo.AGENT, Demo.PASSWORD, "openid").json();
        String token = tokens.path("access_token").asText();
        assertThat(REALM.calls().customToken(token).status()).isEqualTo(200);

        Answer out = endpoints.logout(Demo.CLIENT, tokens.path("refresh_token").asText());

        assertThat(out.status()).as(out.text()).isEqualTo(204);
        assertOver(REALM, token);
    }

    /** Keycloak knows the user, and nothing of what its sign-in rests on. */
    @Test
    void aDisabledProviderEndsTheResumeOnly() {
        Answer first = holds(REALM, Somebody.CUSTOMER.signIn(REALM));
        CustomerCalls customers = new CustomerCalls(REALM);

        customers.change(provider -> provider.setEnabled(false));

        ErrorAnswer.check(REALM.calls().customToken(first.token()), 401);
        assertThat(endpoints.isActive(first.token())).isTrue();
        customers.change(provider -> provider.setEnabled(true));
        holds(REALM, first);
    }

    private static Answer holds(TestRealm realm, Answer answer) {
        assertThat(realm.calls().customToken(answer.token()).status()).isEqualTo(200);
        assertThat(new OpenId(realm).isActive(answer.token())).isTrue();
        return answer;
    }

    private static void assertOver(TestRealm realm, String token) {
        ErrorAnswer.check(realm.calls().customToken(token), 401);
        assertThat(new OpenId(realm).isActive(token)).isFalse();
        assertThat(new OpenId(realm).userinfo(token).status()).isEqualTo(401);
    }
}
