// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Browser;
import io.github.keycloaktiledesk.it.server.BrowserClient;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.Map;
import java.util.UUID;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/**
 * A realm with a browser flow that takes customers who are handed over, and two clients of the
 * site's: one with a secret, and one without.
 */
final class HandOverRealm {

    /** The parameter that carries the custom JWT. */
    static final String PARAMETER = "tiledesk_custom_token";

    /** The step, and the flow in which it comes first. */
    static final String STEP = "tiledesk-hand-over";

    /** The client with a secret. */
    static final String SHOP = "shop";

    /** The client without. */
    static final String PUBLIC = "shop page";

    /** A client with the realm's own flow. */
    static final String ANY_FLOW = "any flow";

    /** A client with a secret, in whose flow another step comes first. */
    static final String AFTER_A_NAME = "after a name";

    /** The secret of those that have one. */
    static final String SECRET = "secret-of-the-shop";

    private HandOverRealm() {}

    /** The flow and the clients, for a realm that is about to be created. */
    static void prepare(RealmRepresentation realm) {
        RealmParts.allowRapidSignIns(realm);
        String flow =
                RealmParts.addFlow(
                        realm,
                        STEP,
                        "ALTERNATIVE",
                        STEP,
                        "auth-cookie",
                        "auth-username-password-form");
        BrowserClient.addTo(realm, SHOP, flow);
        BrowserClient.addTo(realm, PUBLIC, flow);
        BrowserClient.addTo(realm, ANY_FLOW, null);
        BrowserClient.addTo(
                realm,
                AFTER_A_NAME,
                RealmParts.addFlow(realm, AFTER_A_NAME, "REQUIRED", "auth-username-form", STEP));
        makeConfidential(client(realm, SHOP));
        makeConfidential(client(realm, AFTER_A_NAME));
    }

    private static void makeConfidential(ClientRepresentation client) {
        client.setPublicClient(false);
        client.setSecret(SECRET);
    }

    static ClientRepresentation client(RealmRepresentation realm, String clientId) {
        return realm.getClients().stream()
                .filter(client -> clientId.equals(client.getClientId()))
                .findFirst()
                .orElseThrow();
    }

    static BrowserClient shop(TestRealm realm) {
        return new BrowserClient(realm, SHOP, SECRET);
    }

    /** The custom JWT of a customer. */
    static String token(String id) {
        return customer(id).sign(Demo.SECRET);
    }

    /** The same, to be changed and signed. */
    static CustomToken customer(String id) {
        return Demo.customer().claim("_id", id).claim("jti", UUID.randomUUID().toString());
    }

    /** A custom JWT of more than the 2,000 characters that Keycloak takes of other parameters. */
    static String longToken(String id) {
        return customer(id)
                .claim("attributes", Map.of("text", "x".repeat(12_000)))
                .sign(Demo.SECRET);
    }

    /** Whether this Keycloak still knows what was pushed when the flow begins: not before 26.7. */
    static boolean takesPushedTokens() {
        return !KeycloakServer.get()
                .admin()
                .serverInfo()
                .getInfo()
                .getSystemInfo()
                .getVersion()
                .startsWith("26.6.");
    }

    /** What the site's form has, with a state of its own. */
    static Form form(BrowserClient client, String token) {
        return client.request().with("state", "the-state").with(PARAMETER, token);
    }

    /** The site's page posts the form. */
    static Answer post(Browser browser, BrowserClient client, String token) {
        return browser.post(client.endpoint(), form(client, token), BrowserClient.ORIGIN);
    }

    /** Somebody with a password logs in, at the same client. */
    static Answer logIn(Browser browser, BrowserClient client, String email) {
        return browser.submit(
                browser.open(client.login("")),
                new Form().with("username", email).with("password", Demo.PASSWORD));
    }

    /** Presses a button of the page that asks. */
    static Answer press(Browser browser, Answer page, String answer) {
        return browser.submit(page, new Form().with("answer", answer));
    }
}
