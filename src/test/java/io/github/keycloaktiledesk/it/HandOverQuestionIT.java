// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.HandOverRealm.form;
import static io.github.keycloaktiledesk.it.HandOverRealm.logIn;
import static io.github.keycloaktiledesk.it.HandOverRealm.post;
import static io.github.keycloaktiledesk.it.HandOverRealm.press;
import static io.github.keycloaktiledesk.it.HandOverRealm.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.AtOnce;
import io.github.keycloaktiledesk.it.server.Browser;
import io.github.keycloaktiledesk.it.server.BrowserClient;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where somebody else is logged in with the browser, whoever sits there is asked first. */
class HandOverQuestionIT {

    private static final String PAGE = "tiledesk-hand-over-form";

    @AutoClose
    private static final TestRealm REALM =
            TestRealm.create(
                    rep -> {
                        HandOverRealm.prepare(rep);
                        RealmParts.speakOurLanguages(rep);
                    });

    private final RealmUsers users = new RealmUsers(REALM);
    private final RealmEvents events = new RealmEvents(REALM);
    private final CustomerCalls customers = new CustomerCalls(REALM);
    private final BrowserClient shop = HandOverRealm.shop(REALM);
    private final Browser browser = new Browser();

    private String agent;
    private JsonNode agentsTokens;
    private int before;

    @BeforeEach
    void logAnAgentIn() {
        customers.set(Map.of("singleUse", "true"));
        agent = users.idOf(Demo.AGENT);
        agentsTokens = shop.tokens(logIn(browser, shop, Demo.AGENT));
        before = users.count();
        events.clear();
    }

    @AfterEach
    void logTheAgentOut() {
        users.get(agent).logout();
    }

    @Test
    void writesNothingBeforeTheAnswer() {
        String token = token("nothing-1");
        Answer page = post(browser, shop, token);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains(PAGE, "You are logged in as Andrea Leo.", "Continue as Eva Demo")
                .contains("Stay logged in as Andrea Leo")
                .doesNotContain("tiledeskHandOver", "try-another-way", token);
        // The address of the form, opened as a link; Keycloak takes that for the form.
        assertThat(browser.open(Browser.action(page)).text()).contains(PAGE);
        assertThat(users.count()).isEqualTo(before);
        assertThat(events.all()).isEmpty();
        assertThat(new OpenId(REALM).isActive(agentsTokens.path("access_token").asText())).isTrue();
        // It has not been used up.
        assertThat(BrowserClient.isLoggedIn(post(new Browser(), shop, token))).isTrue();
    }

    @Test
    void endsTheOtherLoginWithTheFirstButton() {
        Answer page = post(browser, shop, token("go-1"));

        Answer back = press(browser, page, "continue");

        assertThat(BrowserClient.field(back, "state")).isEqualTo("the-state");
        String customer = subject(shop.tokens(back));
        assertThat(users.read(customer).getAttributes())
                .containsEntry("tiledesk.customer.id", List.of("go-1"));
        assertThat(users.get(customer).getUserSessions()).hasSize(1);
        assertThat(users.get(agent).getUserSessions()).isEmpty();
        assertThat(new OpenId(REALM).isActive(agentsTokens.path("access_token").asText()))
                .isFalse();
        assertThat(events.single("LOGOUT").getUserId()).isEqualTo(agent);
        assertThat(events.single("LOGIN").getUserId()).isEqualTo(customer);
        assertThat(events.single("LOGIN").getDetails())
                .containsEntry("identity_provider_identity", "go-1");
        // From now on it is the customer's browser.
        assertThat(subject(shop.tokens(browser.open(shop.login(""))))).isEqualTo(customer);
    }

    @Test
    void forgetsTheTokenWithTheSecondButton() {
        Answer page = post(browser, shop, token("stay-1"));

        Answer back = press(browser, page, "stay");

        assertThat(BrowserClient.field(back, "state")).isEqualTo("the-state");
        assertThat(subject(shop.tokens(back))).isEqualTo(agent);
        assertThat(users.count()).isEqualTo(before);
        assertThat(users.get(agent).getUserSessions()).hasSize(1);
        // The page of before leads nowhere.
        Answer late = press(browser, page, "continue");
        assertThat(late.status()).isIn(200, 400);
        assertThat(users.count()).isEqualTo(before);
        assertThat(users.get(agent).getUserSessions()).hasSize(1);
    }

    @Test
    void isAskedWhereAFreshLoginIsWanted() {
        Answer page =
                browser.post(
                        shop.endpoint(),
                        form(shop, token("fresh-1")).with("prompt", "login"),
                        BrowserClient.ORIGIN);
        assertThat(page.text()).contains(PAGE);

        // Whoever stays has to log in again, as the client wants it.
        Answer stays = press(browser, page, "stay");
        assertThat(stays.text()).contains("kc-form-login").doesNotContain(PAGE);

        Answer again =
                browser.post(
                        shop.endpoint(),
                        form(shop, token("fresh-1")).with("prompt", "login"),
                        BrowserClient.ORIGIN);
        assertThat(BrowserClient.isLoggedIn(press(browser, again, "continue"))).isTrue();
    }

    @Test
    void isNoPageWhereTheClientWantsNone() {
        Answer silent =
                browser.post(
                        shop.endpoint(),
                        form(shop, token("silent-1")).with("prompt", "none"),
                        BrowserClient.ORIGIN);

        assertThat(BrowserClient.error(silent)).isIn("login_required", "interaction_required");
        assertThat(users.count()).isEqualTo(before);
        assertThat(users.get(agent).getUserSessions()).hasSize(1);
    }

    @Test
    void asksAboutAnotherCustomerOfTheSameSite() {
        Browser customers = new Browser();
        String one = subject(shop.tokens(post(customers, shop, token("one-1"))));

        Answer page = post(customers, shop, token("two-1"));

        assertThat(page.text()).contains(PAGE);
        assertThat(subject(shop.tokens(press(customers, page, "continue")))).isNotEqualTo(one);
        assertThat(users.get(one).getUserSessions()).isEmpty();
    }

    @Test
    void isOneLoginHoweverOftenTheButtonIsPressedAtOnce() {
        Answer page = post(browser, shop, token("often-1"));

        List<Answer> answers =
                AtOnce.call(
                        List.of(
                                () -> press(browser, page, "continue"),
                                () -> press(browser, page, "continue"),
                                () -> press(browser, page, "continue")));

        assertThat(answers).allMatch(answer -> answer.status() < 500);
        assertThat(answers).anyMatch(BrowserClient::isLoggedIn);
        assertThat(users.count()).isEqualTo(before + 1);
        // Whether the other login has ended is not asked: a press whose login another press has
        // just
        // ended is begun again by Keycloak, and may still find the other one.
    }

    /** In another tab. */
    @Test
    void asksAgainWhereSomebodyElseHasLoggedInMeanwhile() {
        Answer page = post(browser, shop, token("again-1"));
        users.get(agent).logout();
        users.createAgent("other-tab@example.test");
        before++;
        Answer in = logIn(browser, shop, "other-tab@example.test");
        assertThat(BrowserClient.isLoggedIn(in)).as(in.text()).isTrue();

        Answer again = press(browser, page, "continue");

        assertThat(BrowserClient.isLoggedIn(again)).isFalse();
        assertThat(users.get(users.idOf("other-tab@example.test")).getUserSessions()).hasSize(1);
        assertThat(users.count()).isEqualTo(before);
    }

    /** With a session, Keycloak ends the logins that have begun in its browser. */
    @Test
    void isForgottenOnceAnAdministratorEndsTheOtherLogin() {
        Answer page = post(browser, shop, token("ended-1"));
        users.get(agent).logout();

        assertThat(press(browser, page, "continue").text()).contains("kc-form-login");

        assertThat(users.count()).isEqualTo(before);
        assertThat(BrowserClient.isLoggedIn(post(browser, shop, token("ended-1")))).isTrue();
    }

    @Test
    void asksAlsoWhereTheBrowserHasLostOneOfTheCookies() {
        // A login in another tab, which has joined the session.
        browser.open(shop.login("&prompt=login"));
        browser.lose("KEYCLOAK_IDENTITY");
        Answer page = post(browser, shop, token("cookie-1"));
        assertThat(page.text()).contains(PAGE);

        assertThat(BrowserClient.isLoggedIn(press(browser, page, "continue"))).isTrue();
        assertThat(users.get(agent).getUserSessions()).isEmpty();
    }

    /** What refuses comes before anything ends. */
    @Test
    void leavesTheOtherLoginWhereTheCustomerIsRefused() {
        String token = token("refused-1");
        Answer page = post(browser, shop, token);
        assertThat(BrowserClient.isLoggedIn(post(new Browser(), shop, token))).isTrue();
        before++;

        Answer refused = press(browser, page, "continue");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(events.refusals()).containsExactly("jti has been used");
        assertThat(users.get(agent).getUserSessions()).hasSize(1);
        assertThat(subject(shop.tokens(browser.open(shop.login(""))))).isEqualTo(agent);
        assertThat(users.count()).isEqualTo(before);
    }

    @Test
    void refusesATokenThatIsNotValidBeforeItAsks() {
        Answer refused = post(browser, shop, token("invalid-1") + "x");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text()).doesNotContain(PAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "session_code=[^&]+, session_code=wrong",
        "session_code=[^&]+&, ''",
        "execution=[^&]+, execution=wrong",
        "tab_id=[^&]+, tab_id=wrong"
    })
    void takesNoAddressThatIsNotThePages(String part, String wrong) {
        Answer page = post(browser, shop, token("address-1"));
        URI address = URI.create(Browser.action(page).toString().replaceFirst(part, wrong));
        Form pressed = new Form().with("answer", "continue");

        Answer answer = browser.send("POST", address, pressed);

        // Where Keycloak begins anew, it is as it was before the page: without a token.
        assertThat(answer.status()).isIn(200, 400);
        assertThat(users.linkedTo(Demo.PROVIDER, "address-1")).isEmpty();
        assertThat(new Browser().send("POST", Browser.action(page), pressed).status())
                .isEqualTo(400);
        assertThat(users.count()).isEqualTo(before);
        assertThat(users.get(agent).getUserSessions()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CONTINUE", "none", "yes"})
    void asksAgainAfterAnythingElse(String answer) {
        Answer page = post(browser, shop, token("else-1"));

        assertThat(press(browser, page, answer).text()).contains(PAGE);

        assertThat(users.get(agent).getUserSessions()).hasSize(1);
        assertThat(users.count()).isEqualTo(before);
    }

    @Test
    void showsNamesAsTheyAre() {
        String name = "<script>alert(1)</script>{0}";
        String token = HandOverRealm.customer("names-1").claim("firstname", name).sign(Demo.SECRET);

        assertThat(post(browser, shop, token).text())
                .doesNotContain("<script>alert")
                .contains("Continue as &lt;script&gt;alert(1)&lt;/script&gt;{0} Demo");
    }

    @Test
    void callsWhoeverHasNoNameByTheId() {
        String token =
                HandOverRealm.customer("nameless-1")
                        .without("firstname")
                        .without("lastname")
                        .sign(Demo.SECRET);

        assertThat(post(browser, shop, token).text()).contains("Continue as nameless-1");
    }

    @ParameterizedTest
    @CsvSource({
        "de, Als Eva Demo fortfahren, Als Andrea Leo angemeldet bleiben",
        "it, Continua come Eva Demo, Resta connesso come Andrea Leo",
        "es, Continuar como Eva Demo, Seguir con la sesión de Andrea Leo"
    })
    void speaksTheLanguageOfWhoIsAsked(String language, String goOn, String stay) {
        Answer page =
                browser.post(
                        shop.endpoint(),
                        form(shop, token("language-1")).with("ui_locales", language),
                        BrowserClient.ORIGIN);

        assertThat(page.text())
                .contains(goOn, stay, "lang=\"" + language + "\"")
                .doesNotContain("''", "tiledeskHandOver");
    }

    /** With the authentication session, Keycloak would begin the login anew from its cookie. */
    @Test
    void begunAnewHasForgottenTheToken() {
        Answer page = post(browser, shop, token("anew-1"));
        browser.lose("AUTH_SESSION_ID");
        browser.lose("KEYCLOAK_IDENTITY");

        Answer anew = press(browser, page, "continue");

        assertThat(anew.text()).contains("kc-form-login").doesNotContain(PAGE);
        // Keycloak's own event has no reason.
        assertThat(events.refusals()).containsOnlyNulls();
        assertThat(users.count()).isEqualTo(before);
    }

    private static String subject(JsonNode tokens) {
        return Jwt.of(tokens.path("access_token").asText()).text("sub");
    }
}
