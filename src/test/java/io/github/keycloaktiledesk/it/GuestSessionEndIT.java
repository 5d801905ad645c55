// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Browser;
import io.github.keycloaktiledesk.it.server.BrowserClient;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Seconds;
import io.github.keycloaktiledesk.it.server.Somebody;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.representations.idm.RealmRepresentation;

/**
 * What the console's buttons do to the token of a guest who has no session, and what they cannot
 * do: whoever reads no more than signature and time, as a Tiledesk server does, takes it until it
 * expires.
 */
class GuestSessionEndIT {

    private static final String CLIENT = "shop";

    @AutoClose private static final TestRealm REALM = TestRealm.create(GuestSessionEndIT::prepare);

    private final OpenId endpoints = new OpenId(REALM);

    private static void prepare(RealmRepresentation realm) {
        String flow =
                RealmParts.addFlow(realm, CLIENT, "ALTERNATIVE", "auth-cookie", "tiledesk-guest");
        BrowserClient.addTo(realm, CLIENT, flow);
    }

    enum End {
        LOGGED_OUT((realm, id) -> new RealmUsers(realm).get(id).logout()),
        DISABLED((realm, id) -> new RealmUsers(realm).change(id, user -> user.setEnabled(false))),
        DELETED((realm, id) -> new RealmUsers(realm).get(id).remove()),
        /** Sessions → Action → Sign out all active sessions. */
        ALL_SIGNED_OUT((realm, id) -> realm.admin().logoutAll()),
        /** Sessions → Action → Revocation → Set to now. */
        NOT_BEFORE_NOW(
                (realm, id) -> {
                    RealmRepresentation settings = realm.admin().toRepresentation();
                    settings.setNotBefore((int) Seconds.now());
                    realm.admin().update(settings);
                });

        private final BiConsumer<TestRealm, String> act;

        End(BiConsumer<TestRealm, String> act) {
            this.act = act;
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsHereAndNotWhereOnlySignatureAndTimeAreRead(End end) throws Exception {
        Answer first = Somebody.VISITOR.signIn(REALM);
        assertThat(REALM.calls().customToken(first.token()).status()).isEqualTo(200);
        assertThat(endpoints.isActive(first.token())).isTrue();
        Seconds.awaitNext();

        end.act.accept(REALM, first.userId());

        assertThat(REALM.calls().customToken(first.token()).status()).isEqualTo(401);
        assertThat(endpoints.isActive(first.token())).isFalse();
        assertThat(endpoints.userinfo(first.token()).status()).isEqualTo(401);
        assertThat(hasSignatureAndTime(first.token())).isTrue();
        // Others come in as before.
        Answer next = Somebody.VISITOR.signIn(REALM);
        assertThat(REALM.calls().customToken(next.token()).status()).isEqualTo(200);
    }

    /** It sends the realm's not-before to clients that have an Admin URL, and sets none. */
    @Test
    void pushingTheRevocationEndsNothing() {
        Answer first = Somebody.VISITOR.signIn(REALM);
        Seconds.awaitNext();

        REALM.admin().pushRevocation();

        assertThat(REALM.calls().customToken(first.token()).status()).isEqualTo(200);
    }

    @Test
    void signingOutAllSessionsEndsABrowsersToo() {
        Browser browser = new Browser();
        BrowserClient client = new BrowserClient(REALM, CLIENT);
        browser.submit(browser.open(client.login("")), new Form());
        assertThat(BrowserClient.isLoggedIn(browser.open(client.login("")))).isTrue();

        REALM.admin().logoutAll();

        assertThat(browser.open(client.login("")).text()).contains("tiledesk-guest-form");
    }

    /** As a Tiledesk server checks a token. */
    private static boolean hasSignatureAndTime(String token) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        JWKSet keys =
                JWKSet.load(
                        java.net
                                .URI
                                .create(REALM.url() + "/protocol/openid-connect/certs")
                                .toURL());
        return jwt.verify(
                        new RSASSAVerifier(
                                keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey()))
                && jwt.getJWTClaimsSet().getExpirationTime().toInstant().isAfter(Instant.now());
    }
}
