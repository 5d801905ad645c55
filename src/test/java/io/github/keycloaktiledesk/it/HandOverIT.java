// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.HandOverRealm.PARAMETER;
import static io.github.keycloaktiledesk.it.HandOverRealm.PUBLIC;
import static io.github.keycloaktiledesk.it.HandOverRealm.STEP;
import static io.github.keycloaktiledesk.it.HandOverRealm.form;
import static io.github.keycloaktiledesk.it.HandOverRealm.post;
import static io.github.keycloaktiledesk.it.HandOverRealm.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.AtOnce;
import io.github.keycloaktiledesk.it.server.Browser;
import io.github.keycloaktiledesk.it.server.BrowserClient;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.FlowEditor;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** A site hands its customer over to an OpenID Connect client, in the customer's browser. */
class HandOverIT {

    @AutoClose private static final TestRealm REALM = TestRealm.create(HandOverRealm::prepare);

    private static final FlowEditor FLOWS = new FlowEditor(REALM);

    private final RealmUsers users = new RealmUsers(REALM);
    private final RealmEvents events = new RealmEvents(REALM);
    private final BrowserClient shop = HandOverRealm.shop(REALM);
    private final Browser browser = new Browser();

    @BeforeEach
    void forgetEvents() {
        events.clear();
    }

    @Test
    void makesACustomerOfWhomTheSitesFormNames() {
        Answer back =
                browser.post(
                        shop.endpoint(),
                        form(shop, token("form-1")).with("nonce", "the-nonce"),
                        BrowserClient.ORIGIN);

        assertThat(BrowserClient.field(back, "state")).isEqualTo("the-state");
        JsonNode tokens = shop.tokens(back);
        assertThat(Jwt.of(tokens.path("id_token").asText()).text("nonce")).isEqualTo("the-nonce");
        UserRepresentation customer = users.read(subject(tokens));
        assertThat(customer.getAttributes())
                .containsEntry("tiledesk.kind", List.of("customer"))
                .containsEntry("tiledesk.customer.id", List.of("form-1"));
        assertThat(customer.getFirstName()).isEqualTo("Eva");
        assertThat(users.get(customer.getId()).getUserSessions()).hasSize(1);
        assertThat(events.single("REGISTER").getUserId()).isEqualTo(customer.getId());
        EventRepresentation login = events.single("LOGIN");
        assertThat(login.getUserId()).isEqualTo(customer.getId());
        assertThat(login.getDetails())
                .containsEntry("identity_provider", Demo.PROVIDER)
                .containsEntry("identity_provider_identity", "form-1");
    }

    @Test
    void takesAPublicClientsForm() {
        BrowserClient page = new BrowserClient(REALM, PUBLIC);

        Answer back = post(browser, page, token("public-1"));

        assertThat(customerId(page.tokens(back))).isEqualTo("public-1");
    }

    /** RFC 7636: a verifier binds the answer as well as a state. */
    @Test
    void takesAProofKeyInPlaceOfAState() {
        String verifier = "v".repeat(43);

        Answer back =
                browser.post(
                        shop.endpoint(),
                        shop.request()
                                .with("code_challenge_method", "plain")
                                .with("code_challenge", verifier)
                                .with(PARAMETER, token("pkce-1")),
                        BrowserClient.ORIGIN);

        JsonNode tokens = shop.tokens(back, new Form().with("code_verifier", verifier));
        assertThat(customerId(tokens)).isEqualTo("pkce-1");
    }

    /** Keycloak drops other parameters of its own of more than 2,000 characters. */
    @Test
    void takesTokensOfAnyUsualLength() {
        String token = HandOverRealm.longToken("long-1");

        assertThat(customerId(shop.tokens(post(browser, shop, token)))).isEqualTo("long-1");
    }

    @Test
    void meetsTheSameCustomerAgainAndInTheCall() {
        String called = new CustomerCalls(REALM).signIn("same-1").userId();

        String first = subject(shop.tokens(post(browser, shop, token("same-1"))));
        String again = subject(shop.tokens(post(new Browser(), shop, token("same-1"))));

        assertThat(List.of(first, again)).containsOnly(called);
    }

    @Test
    void asksNobodyWhoIsLoggedInAlready() {
        String id = subject(shop.tokens(post(browser, shop, token("already-1"))));

        assertThat(subject(shop.tokens(post(browser, shop, token("already-1"))))).isEqualTo(id);
        Answer fresh =
                browser.post(
                        shop.endpoint(),
                        form(shop, token("already-1")).with("prompt", "login"),
                        BrowserClient.ORIGIN);
        assertThat(subject(shop.tokens(fresh))).isEqualTo(id);
        assertThat(users.get(id).getUserSessions()).hasSize(1);
        // Single sign-on, as for everybody.
        assertThat(subject(shop.tokens(browser.open(shop.login(""))))).isEqualTo(id);
    }

    @Test
    void makesOneCustomerOfSeveralRequestsAtOnce() {
        int before = users.count();

        List<Answer> answers =
                AtOnce.call(
                        List.of(
                                () -> post(new Browser(), shop, token("at-once-1")),
                                () -> post(new Browser(), shop, token("at-once-1")),
                                () -> post(new Browser(), shop, token("at-once-1"))));

        assertThat(answers).allMatch(BrowserClient::isLoggedIn);
        assertThat(users.count()).isEqualTo(before + 1);
    }

    @Test
    void isSilentWhereTheClientWantsNoPage() {
        Answer silent =
                browser.post(
                        shop.endpoint(),
                        form(shop, token("silent-1")).with("prompt", "none"),
                        BrowserClient.ORIGIN);
        assertThat(customerId(shop.tokens(silent))).isEqualTo("silent-1");

        int before = users.count();
        Answer refused =
                new Browser()
                        .post(
                                shop.endpoint(),
                                form(shop, "no token").with("prompt", "none"),
                                BrowserClient.ORIGIN);
        assertThat(BrowserClient.error(refused)).isEqualTo("login_required");
        assertThat(BrowserClient.field(refused, "state")).isEqualTo("the-state");
        assertThat(users.count()).isEqualTo(before);
    }

    @Test
    void doesNothingWithoutAToken() {
        assertThat(browser.open(shop.login("")).text()).contains("kc-form-login");
        assertThat(
                        browser.post(shop.endpoint(), form(shop, ""), "https://elsewhere.example")
                                .text())
                .contains("kc-form-login");
        assertThat(browser.open(shop.login("&prompt=none")).text()).contains("login_required");
        assertThat(events.refusals()).isEmpty();
    }

    /** A proxy may add something to the path, which the realm's frontend URL then has. */
    @Test
    void takesFormsUnderAnotherAddress() {
        try (TestRealm behind =
                TestRealm.create(
                        rep -> {
                            HandOverRealm.prepare(rep);
                            rep.setAttributes(
                                    Map.of("frontendUrl", "https://id.example.test/login"));
                        })) {
            Answer back = post(browser, HandOverRealm.shop(behind), token("behind-1"));

            assertThat(BrowserClient.isLoggedIn(back)).as(back.text()).isTrue();
            assertThat(
                            browser.open(
                                            HandOverRealm.shop(behind)
                                                    .login("&" + PARAMETER + "=" + token("b-1")))
                                    .status())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE_PROFILE", "UPDATE_PASSWORD", "CONFIGURE_TOTP"})
    void asksACustomerForNothing(String action) {
        // No last name, no e-mail: Keycloak's Verify Profile asks everybody else for them.
        String token = HandOverRealm.customer("profile-1").without("lastname").sign(Demo.SECRET);
        Answer back =
                browser.post(
                        shop.endpoint(),
                        form(shop, token).with("kc_action", action),
                        BrowserClient.ORIGIN);

        assertThat(BrowserClient.isLoggedIn(back)).as(back.text()).isTrue();
        Answer again = browser.open(shop.login("&kc_action=" + action));
        assertThat(BrowserClient.isLoggedIn(again)).as(again.text()).isTrue();
    }

    /** A level of authentication that a custom JWT does not prove is not claimed. */
    @Test
    void claimsTheFirstLevelWhateverTheClientAsksFor() {
        Answer back =
                browser.post(
                        shop.endpoint(),
                        form(shop, token("level-1"))
                                .with(
                                        "claims",
                                        "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"2\"]}}}"),
                        BrowserClient.ORIGIN);

        assertThat(Jwt.of(shop.tokens(back).path("id_token").asText()).text("acr")).isEqualTo("1");
    }

    @Test
    void opensNoAccount() {
        JsonNode tokens = shop.tokens(post(browser, shop, token("account-1")));

        String token = tokens.path("access_token").asText();
        OpenId endpoints = new OpenId(REALM);
        assertThat(endpoints.account(token).status()).isIn(401, 403);
        assertThat(endpoints.users(token).status()).isIn(401, 403);
        assertThat(Jwt.of(token).claims().toString())
                .doesNotContain("realm_access", "resource_access", "\"email\"");
        // It is no token of Tiledesk's client.
        assertThat(REALM.calls().customToken(token).status()).isIn(400, 401);
    }

    @Test
    void endsWithTheLogOut() {
        JsonNode tokens = shop.tokens(post(browser, shop, token("log-out-1")));

        browser.open(shop.logout(tokens));

        assertThat(users.get(subject(tokens)).getUserSessions()).isEmpty();
        assertThat(browser.open(shop.login("")).text()).contains("kc-form-login");
    }

    @Test
    void isIgnoredWhereTheStepIsOff() {
        int before = users.count();
        FLOWS.require(STEP, STEP, "DISABLED");
        try {
            assertThat(post(browser, shop, token("off-1")).text()).contains("kc-form-login");
        } finally {
            FLOWS.require(STEP, STEP, "ALTERNATIVE");
        }
        assertThat(users.count()).isEqualTo(before);
    }

    /** As the page on the hand-over has it. */
    @Test
    void isSetUpInTheConsole() {
        String flow = "browser with hand-over";
        FLOWS.copy("browser", flow);
        FLOWS.addFirst(flow, STEP, "ALTERNATIVE");
        RealmRepresentation realm = REALM.admin().toRepresentation();
        realm.setBrowserFlow(flow);
        REALM.admin().update(realm);

        BrowserClient client = new BrowserClient(REALM, HandOverRealm.ANY_FLOW);
        Answer back = post(browser, client, token("console-1"));

        assertThat(customerId(client.tokens(back))).isEqualTo("console-1");
        // No other way for whoever has come without a token.
        assertThat(new Browser().open(Browser.loginPage(REALM, "")).text())
                .contains("kc-form-login")
                .doesNotContain("try-another-way");
    }

    private String customerId(JsonNode tokens) {
        return users.read(subject(tokens)).getAttributes().get("tiledesk.customer.id").get(0);
    }

    private static String subject(JsonNode tokens) {
        return Jwt.of(tokens.path("access_token").asText()).text("sub");
    }
}
