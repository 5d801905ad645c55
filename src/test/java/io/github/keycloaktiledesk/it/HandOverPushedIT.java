// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.HandOverRealm.PARAMETER;
import static io.github.keycloaktiledesk.it.HandOverRealm.PUBLIC;
import static io.github.keycloaktiledesk.it.HandOverRealm.SHOP;
import static io.github.keycloaktiledesk.it.HandOverRealm.form;
import static io.github.keycloaktiledesk.it.HandOverRealm.logIn;
import static io.github.keycloaktiledesk.it.HandOverRealm.press;
import static io.github.keycloaktiledesk.it.HandOverRealm.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Browser;
import io.github.keycloaktiledesk.it.server.BrowserClient;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client's backend hands a customer over by a pushed authorization request (RFC 9126). */
class HandOverPushedIT {

    private static final String NOT_PUSHED =
            "the custom JWT is neither in the form that was posted nor pushed";

    @AutoClose private static final TestRealm REALM = TestRealm.create(HandOverRealm::prepare);

    private final RealmUsers users = new RealmUsers(REALM);
    private final RealmEvents events = new RealmEvents(REALM);
    private final BrowserClient shop = HandOverRealm.shop(REALM);
    private final Browser browser = new Browser();

    private int before;

    @BeforeEach
    void count() {
        before = users.count();
        events.clear();
    }

    @Test
    void makesACustomerOfWhomItNames() {
        assumeTrue(HandOverRealm.takesPushedTokens());
        Answer pushed = shop.push(form(shop, token("push-1")).with("nonce", "the-nonce"));

        Answer back = browser.open(shop.login(pushed, ""));

        assertThat(BrowserClient.field(back, "state")).isEqualTo("the-state");
        JsonNode tokens = shop.tokens(back);
        assertThat(Jwt.of(tokens.path("id_token").asText()).text("nonce")).isEqualTo("the-nonce");
        assertThat(customerId(tokens)).isEqualTo("push-1");
        // It counts once.
        assertThat(browser.open(shop.login(pushed, "")).status()).isEqualTo(400);
    }

    @Test
    void takesTokensOfAnyUsualLength() {
        assumeTrue(HandOverRealm.takesPushedTokens());
        Answer pushed = shop.push(form(shop, HandOverRealm.longToken("long-1")));

        assertThat(customerId(shop.tokens(browser.open(shop.login(pushed, "")))))
                .isEqualTo("long-1");
    }

    @Test
    void isSilentWhereTheClientWantsNoPage() {
        assumeTrue(HandOverRealm.takesPushedTokens());
        Answer pushed = shop.push(form(shop, token("silent-1")).with("prompt", "none"));

        assertThat(customerId(shop.tokens(browser.open(shop.login(pushed, "")))))
                .isEqualTo("silent-1");
        // It counts once, as with a page.
        assertThat(new Browser().open(shop.login(pushed, "")).status()).isEqualTo(400);
    }

    @Test
    void asksWhereSomebodyElseIsLoggedIn() {
        assumeTrue(HandOverRealm.takesPushedTokens());
        logIn(browser, shop, Demo.AGENT);
        Answer pushed = shop.push(form(shop, token("asks-1")).with("nonce", "n"));
        Answer page = browser.open(shop.login(pushed, ""));
        assertThat(page.text()).contains("tiledesk-hand-over-form");
        // Reloaded.
        Answer again = browser.open(Browser.action(page));

        Answer back = press(browser, again, "continue");

        JsonNode tokens = shop.tokens(back);
        assertThat(Jwt.of(tokens.path("id_token").asText()).text("nonce")).isEqualTo("n");
        assertThat(customerId(tokens)).isEqualTo("asks-1");
        assertThat(users.get(users.idOf(Demo.AGENT)).getUserSessions()).isEmpty();
        assertThat(new Browser().open(shop.login(pushed, "")).status()).isEqualTo(400);
    }

    /** Also where the login goes on, and Keycloak still knows what was pushed. */
    @Test
    void isForgottenByWhoeverStays() {
        assumeTrue(HandOverRealm.takesPushedTokens());
        logIn(browser, shop, Demo.AGENT);
        Answer pushed = shop.push(form(shop, token("stays-1")).with("prompt", "login"));

        Answer stays = press(browser, browser.open(shop.login(pushed, "")), "stay");

        assertThat(stays.text()).contains("kc-form-login");
        Answer again = browser.open(Browser.action(stays));
        assertThat(again.text()).contains("kc-form-login");
        Answer wrong =
                browser.submit(
                        again, new Form().with("username", Demo.AGENT).with("password", "wrong"));
        assertThat(wrong.text()).contains("kc-form-login");
        // The link is another matter: it begins a login of its own.
        assertThat(browser.open(shop.login(pushed, "")).text()).contains("tiledesk-hand-over-form");
        assertThat(users.count()).isEqualTo(before);
    }

    /** Keycloak puts both together; only what was pushed counts. */
    @Test
    void doesNotMakeAPushedTokenOfOneInTheAddress() {
        Answer pushed = shop.push(shop.request().with("state", "s"));
        assertRefused(
                browser.open(shop.login(pushed, "&" + PARAMETER + "=" + token("beside-1"))),
                400,
                NOT_PUSHED);

        Answer again = shop.push(shop.request().with("state", "s"));
        assertRefused(
                new Browser()
                        .post(
                                shop.endpoint(),
                                new Form()
                                        .with("client_id", SHOP)
                                        .with(
                                                "request_uri",
                                                again.json().path("request_uri").asText())
                                        .with(PARAMETER, token("beside-2")),
                                BrowserClient.ORIGIN),
                400,
                NOT_PUSHED);
    }

    @Test
    void countsBeforeATokenInTheAddress() {
        assumeTrue(HandOverRealm.takesPushedTokens());
        Answer pushed = shop.push(form(shop, token("mine-1")));

        Answer back = browser.open(shop.login(pushed, "&" + PARAMETER + "=" + token("other-1")));

        assertThat(customerId(shop.tokens(back))).isEqualTo("mine-1");
    }

    @Test
    void isRefusedOfAPublicClient() {
        assumeTrue(HandOverRealm.takesPushedTokens());
        BrowserClient page = new BrowserClient(REALM, PUBLIC);

        assertRefused(
                browser.open(page.login(page.push(form(page, token("public-1"))), "")),
                403,
                "a public client has pushed the custom JWT, which anybody could");
    }

    /** Keycloak takes the request_uri from any client then. */
    @Test
    void isRefusedWhereItDoesNotSayWhoseItIs() {
        assumeTrue(HandOverRealm.takesPushedTokens());
        String reason = "the custom JWT was pushed without the client's own client_id";
        BrowserClient page = new BrowserClient(REALM, PUBLIC);

        Answer anybodys = page.pushWithoutName(form(page, token("whose-1")));
        assertRefused(browser.open(shop.login(anybodys, "")), 400, reason);
        Answer own = shop.pushWithoutName(form(shop, token("whose-2")));
        assertRefused(browser.open(shop.login(own, "")), 400, reason);
    }

    /** Where it says whose it is, Keycloak itself refuses all others. */
    @Test
    void isRefusedOfAnotherClient() {
        BrowserClient page = new BrowserClient(REALM, PUBLIC);
        Answer pushed = page.push(form(page, token("other-1")));

        assertThat(browser.open(shop.login(pushed, "")).status()).isEqualTo(400);

        assertThat(users.count()).isEqualTo(before);
    }

    @Test
    void isRefusedWhereAnotherStepHasFoundAUser() {
        assumeTrue(HandOverRealm.takesPushedTokens());
        BrowserClient named =
                new BrowserClient(REALM, HandOverRealm.AFTER_A_NAME, HandOverRealm.SECRET);
        Answer page = browser.open(named.login(named.push(form(named, token("named-1"))), ""));

        assertRefused(
                browser.submit(page, new Form().with("username", Demo.AGENT)),
                403,
                "another step has set a user already");
    }

    /** What was not pushed, Keycloak takes from the address. */
    @ParameterizedTest
    @ValueSource(strings = {"", "&state=s&nonce=n"})
    void isRefusedWhereNothingBindsTheAnswerToIt(String address) {
        assumeTrue(HandOverRealm.takesPushedTokens());
        Answer pushed = shop.push(shop.request().with(PARAMETER, token("bound-1")));

        assertRefused(
                browser.open(shop.login(pushed, address)),
                400,
                "no state, nonce or code_challenge, by which the client could tell that the answer is to its own request");
    }

    @Test
    void isRefusedWithATokenThatIsNotValid() {
        assumeTrue(HandOverRealm.takesPushedTokens());
        Answer pushed =
                shop.push(
                        form(
                                shop,
                                HandOverRealm.customer("wrong-1")
                                        .sign("another-secret-of-32-bytes-or-more")));

        assertRefused(browser.open(shop.login(pushed, "")), 401, "wrong signature");
        // Reloaded, as long as Keycloak knows what was pushed.
        assertRefused(browser.open(shop.login(pushed, "")), 401, "wrong signature");
    }

    /** RFC 9126 section 3: beside a request object nothing counts. */
    @Test
    void isRefusedWithARequestObject() {
        assumeTrue(HandOverRealm.takesPushedTokens());
        CustomToken object =
                new CustomToken()
                        .header("alg", "none")
                        .claim("client_id", SHOP)
                        .claim("response_type", "code")
                        .claim("scope", "openid")
                        .claim("redirect_uri", BrowserClient.ORIGIN + "/callback")
                        .claim("state", "s");
        String beside = object.signed(new byte[0]);
        String inside = object.claim(PARAMETER, token("inside-1")).signed(new byte[0]);

        assertRefused(
                browser.open(
                        shop.login(
                                shop.push(form(shop, token("object-1")).with("request", beside)),
                                "")),
                400,
                "the custom JWT is beside a request object");
        assertRefused(
                new Browser()
                        .open(shop.login(shop.push(shop.request().with("request", inside)), "")),
                400,
                NOT_PUSHED);
    }

    /** Then Keycloak forgets what was pushed before any step of the flow runs. */
    @Test
    void isRefusedByAnOlderKeycloak() {
        assumeFalse(HandOverRealm.takesPushedTokens());

        assertRefused(
                browser.open(shop.login(shop.push(form(shop, token("older-1"))), "")),
                400,
                NOT_PUSHED);
    }

    private void assertRefused(Answer page, int status, String reason) {
        assertThat(page.status()).as(page.text()).isEqualTo(status);
        assertThat(BrowserClient.isLoggedIn(page)).isFalse();
        assertThat(events.refusals()).containsExactly(reason);
        assertThat(users.count()).isEqualTo(before);
        events.clear();
    }

    private String customerId(JsonNode tokens) {
        return users.read(Jwt.of(tokens.path("access_token").asText()).text("sub"))
                .getAttributes()
                .get("tiledesk.customer.id")
                .get(0);
    }
}
