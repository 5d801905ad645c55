// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Browser;
import io.github.keycloaktiledesk.it.server.BrowserClient;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RealmRepresentation;

/** The client scope {@code tiledesk} of a client to which people log in with a browser. */
class TiledeskScopeIT {

    private static final String CLIENT = "shop";

    @AutoClose private static final TestRealm REALM = TestRealm.create(TiledeskScopeIT::prepare);

    private final BrowserClient shop = new BrowserClient(REALM, CLIENT);

    private static void prepare(RealmRepresentation realm) {
        BrowserClient.addTo(
                realm, CLIENT, RealmParts.addFlow(realm, CLIENT, "REQUIRED", "tiledesk-guest"));
        realm.getClients()
                .get(realm.getClients().size() - 1)
                .setDefaultClientScopes(List.of("basic", "profile", "tiledesk"));
    }

    /** By issuer and {@code sub} of the ID token (OpenID Connect Core 1.0, 5.7). */
    @Test
    void letsTheClientTellItsUsersApart() {
        JsonNode one = guest();
        JsonNode other = guest();

        assertThat(idToken(one).text("sub"))
                .isEqualTo(accessToken(one).text("keycloak_user_id"))
                .isNotEqualTo(idToken(other).text("sub"));
        // With such a sub, Tiledesk would take it for an account's.
        assertThat(idToken(one).text("_id")).isNull();
        assertThat(userinfo(one).path("sub").asText()).isEqualTo(idToken(one).text("sub"));
    }

    @Test
    void makesAccessTokensForTiledesk() {
        JsonNode tokens = guest();

        assertThat(accessToken(tokens).audience()).containsExactly("https://tiledesk.com");
        assertThat(accessToken(tokens).text("sub")).isEqualTo("guest");
        assertThat(userinfo(tokens).path("_id").asText())
                .isEqualTo(accessToken(tokens).text("_id"))
                .isNotEmpty();
    }

    private JsonNode guest() {
        Browser browser = new Browser();
        return shop.tokens(
                browser.submit(browser.open(shop.login("")), new Form().with("firstname", "Ada")));
    }

    private static JsonNode userinfo(JsonNode tokens) {
        return new OpenId(REALM).userinfo(tokens.path("access_token").asText()).json();
    }

    private static Jwt idToken(JsonNode tokens) {
        return Jwt.of(tokens.path("id_token").asText());
    }

    private static Jwt accessToken(JsonNode tokens) {
        return Jwt.of(tokens.path("access_token").asText());
    }
}
