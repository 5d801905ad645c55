// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Browser;
import io.github.keycloaktiledesk.it.server.BrowserClient;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import io.github.keycloaktiledesk.it.server.UpstreamRealm;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RealmRepresentation;

/**
 * An agent logs out somewhere else. The client may have a login by the browser besides Tiledesk's
 * calls: its tokens end with the browser's session. What an agent has by the call {@code signin} is
 * a session of its own.
 */
class SingleLogoutIT {

    private static final String SHOP = "shop";

    @AutoClose private static final UpstreamRealm UPSTREAM = UpstreamRealm.create();

    @AutoClose private static final TestRealm REALM = TestRealm.create(SingleLogoutIT::prepare);

    static {
        UPSTREAM.serve(REALM);
    }

    private final OpenId endpoints = new OpenId(REALM);
    private final Browser browser = new Browser();
    private final BrowserClient tiledesk = new BrowserClient(REALM, Demo.CLIENT);
    private final BrowserClient shop = new BrowserClient(REALM, SHOP);

    private static void prepare(RealmRepresentation realm) {
        RealmParts.allowRapidSignIns(realm);
        BrowserClient.addTo(realm, SHOP, null);
        BrowserClient.allow(RealmParts.client(realm));
        realm.getIdentityProviders().add(UPSTREAM.asProvider());
    }

    /** RP-Initiated Logout of another client in the same browser. */
    @Test
    void endsWhatTheBrowsersSessionHasGiven() {
        Answer page =
                browser.submit(
                        browser.open(tiledesk.login("")),
                        new Form().with("username", Demo.AGENT).with("password", Demo.PASSWORD));
        String token = tiledesk.tokens(page).path("access_token").asText();
        JsonNode shops = shop.tokens(browser.open(shop.login("")));
        assertThat(Jwt.of(shops.path("access_token").asText()).text("sid"))
                .isEqualTo(Jwt.of(token).text("sid"));
        String own = REALM.calls().signin(Demo.AGENT, Demo.PASSWORD).token();
        assertHolds(token);

        browser.open(shop.logout(shops));

        assertOver(token);
        assertHolds(own);
    }

    /** OpenID Connect Back-Channel Logout, from the provider at which the agent has logged in. */
    @Test
    void endsWhatRestsOnASessionOfAnotherProvider() {
        String somebody = "upstream@example.com";
        String id = new RealmUsers(UPSTREAM.realm()).createAgent(somebody);
        Answer page =
                browser.submit(
                        browser.open(tiledesk.login("&kc_idp_hint=" + UpstreamRealm.ALIAS)),
                        new Form().with("username", somebody).with("password", Demo.PASSWORD));
        String token = tiledesk.tokens(page).path("access_token").asText();
        RealmUsers users = new RealmUsers(REALM);
        String here = users.idOf(somebody);
        assertThat(Jwt.of(token).text("sub")).isEqualTo(here);
        users.get(here).resetPassword(RealmUsers.password(Demo.PASSWORD));
        String own = REALM.calls().signin(somebody, Demo.PASSWORD).token();
        assertHolds(token);

        new RealmUsers(UPSTREAM.realm()).get(id).logout();

        assertOver(token);
        // It rests on the password of this realm.
        assertHolds(own);
    }

    private void assertHolds(String token) {
        assertThat(REALM.calls().customToken(token).status()).isEqualTo(200);
        assertThat(endpoints.isActive(token)).isTrue();
    }

    private void assertOver(String token) {
        ErrorAnswer.check(REALM.calls().customToken(token), 401);
        assertThat(endpoints.isActive(token)).isFalse();
    }
}
