// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.HandOverRealm.PARAMETER;
import static io.github.keycloaktiledesk.it.HandOverRealm.logIn;
import static io.github.keycloaktiledesk.it.HandOverRealm.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Browser;
import io.github.keycloaktiledesk.it.server.BrowserClient;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.util.JsonSerialization;

/**
 * What a page elsewhere can do with a visitor's browser, by a link, an image or a form: nothing at
 * all by GET or HEAD, at none of the paths that we add; and by POST nothing that it could not do
 * without the browser. Pages of our own are in {@link GuestInBrowserIT} and {@link
 * HandOverRefusedIT}.
 */
class CrossSiteRequestIT {

    private static final String GUESTS = "guests";
    private static final String ELSEWHERE = "https://evil.example";

    @AutoClose private static final TestRealm REALM = TestRealm.create(CrossSiteRequestIT::prepare);

    private final RealmUsers users = new RealmUsers(REALM);
    private final Browser browser = new Browser();
    private final BrowserClient shop = HandOverRealm.shop(REALM);

    private int before;
    private String realm;
    private List<Map<String, String>> sessions;

    private static void prepare(RealmRepresentation realm) {
        HandOverRealm.prepare(realm);
        RealmParts.hashQuickly(realm);
        BrowserClient.addTo(
                realm, GUESTS, RealmParts.addFlow(realm, GUESTS, "ALTERNATIVE", "tiledesk-guest"));
    }

    private void remember() {
        before = users.count();
        realm = content();
        sessions = REALM.admin().getClientSessionStats();
    }

    /** Users, settings and sessions are what they were. */
    private void assertNothingHasChanged() {
        assertThat(users.count()).isEqualTo(before);
        assertThat(content()).isEqualTo(realm);
        assertThat(REALM.admin().getClientSessionStats()).isEqualTo(sessions);
    }

    private static String content() {
        RealmRepresentation realm = REALM.admin().partialExport(true, true);
        // Keycloak has them in no order.
        realm.getClients().forEach(client -> Collections.sort(client.getDefaultClientScopes()));
        realm.getClients().forEach(client -> Collections.sort(client.getOptionalClientScopes()));
        return JsonSerialization.valueAsString(realm)
                .replaceAll("\"(createdDate|lastUpdatedDate)\":\\d+", "");
    }

    @AfterEach
    void logOut() {
        users.get(users.idOf(Demo.AGENT)).logout();
    }

    /** All of ours, below the server's base: the calls, the setup, the provider's and the pages. */
    static List<String> paths() {
        String fields =
                "?id_project="
                        + Demo.PROJECT
                        + "&email="
                        + Demo.AGENT
                        + "&password="
                        + Demo.PASSWORD
                        + "&provider="
                        + Demo.PROVIDER;
        String realm = "/realms/" + REALM.name();
        String login =
                "/protocol/openid-connect/auth?response_type=code&response_mode=form_post"
                        + "&scope=openid&redirect_uri="
                        + encode(BrowserClient.ORIGIN + "/callback")
                        + "&client_id=";
        return List.of(
                realm + "/tiledesk" + fields,
                realm + "/tiledesk" + Calls.SIGNIN + fields,
                realm + "/tiledesk" + Calls.ANONYMOUSLY + fields,
                realm + "/tiledesk" + Calls.CUSTOM_TOKEN + fields,
                realm + "/tiledesk/v3" + Calls.ANONYMOUSLY + "/" + fields,
                realm + "/tiledesk/setup" + fields,
                "/admin" + realm + "/tiledesk/setup" + fields,
                realm + "/broker/" + Demo.PROVIDER + "/endpoint" + fields,
                realm + "/broker/" + Demo.PROVIDER + "/login" + fields,
                realm + login + GUESTS + "&firstname=Ada",
                realm + login + encode(HandOverRealm.SHOP) + "&state=s&nonce=n",
                realm
                        + login
                        + encode(HandOverRealm.SHOP)
                        + "&state=s&"
                        + PARAMETER
                        + "="
                        + token("get-1"),
                realm
                        + "/login-actions/required-action?execution=tiledesk-profile&client_id="
                        + GUESTS,
                realm + "/login-actions/authenticate?execution=tiledesk-guest&client_id=" + GUESTS,
                realm + "/login-actions/first-broker-login?client_id=" + GUESTS);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void changesNothingByGetOrHead(String path) {
        logIn(browser, shop, Demo.AGENT);
        remember();
        URI url = URI.create(KeycloakServer.get().url() + path);

        for (String method : List.of("GET", "HEAD", "OPTIONS")) {
            Answer answer = browser.send(method, url, new Form());
            assertThat(answer.status()).as(answer.text()).isLessThan(500);
            assertThat(BrowserClient.isLoggedIn(answer) && path.contains(GUESTS)).isFalse();
        }
        assertNothingHasChanged();
    }

    /** An administrator's own token is needed, which no browser sends by itself. */
    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE", "GET", "PUT"})
    void setsNoRealmUpWithWhatABrowserSends(String method) {
        logIn(browser, shop, Demo.AGENT);
        remember();
        URI setup =
                URI.create(
                        KeycloakServer.get().url()
                                + "/admin/realms/"
                                + REALM.name()
                                + "/tiledesk/setup");

        Answer answer = browser.send(method, setup, new Form().with("project", Demo.PROJECT));

        assertThat(answer.status()).isIn(401, 404, 405);
        assertNothingHasChanged();
    }

    /**
     * A form elsewhere makes a guest, as anybody can; the browser and its user have no part in it.
     */
    @Test
    void makesAGuestByAFormElsewhereAndTellsTheBrowserNothing() {
        logIn(browser, shop, Demo.AGENT);
        remember();
        URI call = URI.create(REALM.tiledesk() + Calls.ANONYMOUSLY);

        Answer answer = browser.post(call, new Form().with("id_project", Demo.PROJECT), ELSEWHERE);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(answer.headers().map()).doesNotContainKey("Access-Control-Allow-Credentials");
        assertThat(users.count()).isEqualTo(before + 1);
        assertThat(users.read(answer.userId()).getUsername()).startsWith("tiledesk-guest-");
        assertThat(REALM.admin().getClientSessionStats()).isEqualTo(sessions);
        // The browser is still the agent's, and the agent still logged in.
        assertThat(BrowserClient.isLoggedIn(browser.open(shop.login("&prompt=none")))).isTrue();
    }

    /** Nothing that a browser sends by itself says who it is. */
    @ParameterizedTest
    @ValueSource(strings = {Calls.SIGNIN, Calls.CUSTOM_TOKEN})
    void signsNobodyInWithTheCookiesOfABrowser(String call) {
        logIn(browser, shop, Demo.AGENT);
        remember();

        for (Form form :
                List.of(
                        new Form(),
                        new Form().with("id_project", Demo.PROJECT).with("email", Demo.AGENT))) {
            Answer answer = browser.post(URI.create(REALM.tiledesk() + call), form, ELSEWHERE);
            ErrorAnswer.check(answer, call.equals(Calls.SIGNIN) ? 422 : 401);
            assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        }
        assertNothingHasChanged();
    }

    /** Types that a form may have, with JSON in them: though the password is right. */
    @Test
    void signsNobodyInByAFormThatIsMadeToLookLikeJson() {
        String part = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n%s\r\n--x--\r\n";
        remember();

        ErrorAnswer.check(post("application/x-www-form-urlencoded", json(Demo.PASSWORD)), 400);
        ErrorAnswer.check(
                post("multipart/form-data; boundary=x", part.formatted(json(Demo.PASSWORD))), 422);
        assertNothingHasChanged();
    }

    /**
     * This type is read as JSON: it takes the password as any call does, and the browser has none
     * of it.
     */
    @Test
    void tellsTheBrowserNothingByAFormOfPlainText() {
        remember();

        ErrorAnswer.check(post("text/plain", json("guess")), 401);
        assertNothingHasChanged();

        Answer answer = post("text/plain", json(Demo.PASSWORD));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(answer.headers().map()).doesNotContainKey("Access-Control-Allow-Credentials");
    }

    private static String json(String password) {
        return "{\"email\":\"%s\",\"password\":\"%s\",\"x\":\"=\"}".formatted(Demo.AGENT, password);
    }

    private static Answer post(String type, String body) {
        return REALM.calls()
                .post(
                        Calls.SIGNIN,
                        Map.of("Content-Type", type, "Origin", ELSEWHERE),
                        body.getBytes(StandardCharsets.UTF_8));
    }

    /** Login CSRF: to be logged in as the one who made the link, without knowing it. */
    @Test
    void handsNobodyOverByAFormElsewhere() {
        remember();
        Answer answer =
                browser.post(shop.endpoint(), HandOverRealm.form(shop, token("csrf-1")), ELSEWHERE);

        assertThat(BrowserClient.isLoggedIn(answer)).isFalse();
        assertNothingHasChanged();
    }

    /** Nor by a form of the client's own where nothing ties the answer to the client's request. */
    @Test
    void handsNobodyOverWithoutStateNonceOrProofKey() {
        remember();
        Answer answer =
                browser.post(
                        shop.endpoint(),
                        shop.request().with(PARAMETER, token("csrf-2")),
                        BrowserClient.ORIGIN);

        assertThat(BrowserClient.isLoggedIn(answer)).isFalse();
        assertNothingHasChanged();
    }

    /** The code of the session is in the page, and another site cannot read it. */
    @Test
    void makesNoGuestByAFormWithoutTheCodeOfItsPage() {
        remember();
        Answer page = browser.open(new BrowserClient(REALM, GUESTS).login(""));
        String action = Browser.action(page).toString();

        for (String wrong :
                List.of(
                        action.replaceFirst("session_code=[^&]+", "session_code=guessed"),
                        action.replaceFirst("session_code=[^&]+&", ""))) {
            browser.post(URI.create(wrong), new Form().with("firstname", "Ada"), ELSEWHERE);
        }

        assertNothingHasChanged();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
