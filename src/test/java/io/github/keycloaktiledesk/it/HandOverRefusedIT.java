// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.HandOverRealm.PARAMETER;
import static io.github.keycloaktiledesk.it.HandOverRealm.PUBLIC;
import static io.github.keycloaktiledesk.it.HandOverRealm.SHOP;
import static io.github.keycloaktiledesk.it.HandOverRealm.form;
import static io.github.keycloaktiledesk.it.HandOverRealm.post;
import static io.github.keycloaktiledesk.it.HandOverRealm.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Browser;
import io.github.keycloaktiledesk.it.server.BrowserClient;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.Providers;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.resource.AuthenticationManagementResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RequiredActionProviderRepresentation;

/** Who is not handed over is told so by a page, and nothing is left of it but the event. */
class HandOverRefusedIT {

    private static final String HERE = BrowserClient.ORIGIN;

    @AutoClose private static final TestRealm REALM = TestRealm.create(HandOverRealm::prepare);

    private final RealmUsers users = new RealmUsers(REALM);
    private final RealmEvents events = new RealmEvents(REALM);
    private final CustomerCalls customers = new CustomerCalls(REALM);
    private final BrowserClient shop = HandOverRealm.shop(REALM);
    private final BrowserClient page = new BrowserClient(REALM, PUBLIC);
    private final Browser browser = new Browser();

    private int before;

    @BeforeEach
    void count() {
        before = users.count();
        events.clear();
    }

    @AfterEach
    void leavesNothing() {
        assertThat(users.count()).isEqualTo(before);
        customers.set(Map.of("singleUse", "false"));
    }

    @ParameterizedTest
    @EnumSource
    void withATokenThatCountsForNothing(BadToken bad) {
        Answer refused = post(browser, shop, bad.token());

        assertRefused(refused, 401, bad.reason);
        assertThat(refused.text()).contains("is not valid");
    }

    enum BadToken {
        NO_JWT("not a JWT", token -> token),
        FORGED("wrong signature", token -> token),
        EXPIRED("expired", token -> token.claim("iat", past(7200)).claim("exp", past(3600))),
        NOBODYS(
                "no enabled provider for this audience",
                token ->
                        token.claim(
                                "aud", "https://tiledesk.com/projects/ffffffffffffffffffffffff"));

        private final String reason;
        private final Function<CustomToken, CustomToken> change;

        BadToken(String reason, Function<CustomToken, CustomToken> change) {
            this.reason = reason;
            this.change = change;
        }

        private String token() {
            CustomToken token = change.apply(HandOverRealm.customer("bad-1"));
            return switch (this) {
                case NO_JWT -> "JWT " + token.sign(Demo.SECRET);
                case FORGED -> token.sign("another-secret-of-32-bytes-or-more");
                default -> token.sign(Demo.SECRET);
            };
        }

        private static long past(int seconds) {
            return Instant.now().getEpochSecond() - seconds;
        }
    }

    @Test
    void whenATokenComesASecondTime() {
        customers.set(Map.of("singleUse", "true"));
        String once = token("once-1");
        assertThat(BrowserClient.isLoggedIn(post(browser, shop, once))).isTrue();
        before++;
        events.clear();

        assertRefused(post(new Browser(), shop, once), 401, "jti has been used");
        // For the call it is used up as well.
        assertThat(REALM.calls().customToken(once).status()).isEqualTo(401);
    }

    @Test
    void leavesTheTokenUsable() {
        customers.set(Map.of("singleUse", "true"));
        String once = token("usable-1");
        assertThat(browser.post(shop.endpoint(), form(shop, once), "https://evil.example").status())
                .isEqualTo(403);

        assertThat(BrowserClient.isLoggedIn(post(browser, shop, once))).isTrue();
        before++;
    }

    /** Addresses end up in logs. */
    @ParameterizedTest
    @ValueSource(ints = {10, 5_000})
    void withATokenInTheAddress(int length) {
        String token =
                HandOverRealm.customer("address-1")
                        .claim("attributes", Map.of("text", "x".repeat(length)))
                        .sign(Demo.SECRET);
        String inQuery = "&" + PARAMETER + "=" + token;

        assertRefused(
                browser.open(shop.login("&state=s" + inQuery)),
                400,
                "the custom JWT is in the address");
        assertRefused(
                browser.post(
                        URI.create(shop.endpoint() + "?" + PARAMETER + "=" + token),
                        form(shop, ""),
                        HERE),
                400,
                "the custom JWT is in the address");
        assertRefused(
                browser.post(
                        URI.create(shop.endpoint() + "?" + PARAMETER + "=" + token),
                        form(shop, token),
                        HERE),
                400,
                "the custom JWT is in the address");
    }

    @Test
    void withATokenInARequestObject() {
        String object =
                new CustomToken()
                        .header("alg", "none")
                        .claim("client_id", SHOP)
                        .claim(PARAMETER, token("object-1"))
                        .signed(new byte[0]);

        assertRefused(
                browser.open(shop.login("&state=s&request=" + object)),
                400,
                "the custom JWT is neither in the form that was posted nor pushed");
        assertRefused(
                browser.post(
                        shop.endpoint(),
                        shop.request().with("state", "s").with("request", object),
                        HERE),
                400,
                "the custom JWT is neither in the form that was posted nor pushed");
        assertRefused(
                browser.post(
                        shop.endpoint(),
                        form(shop, token("object-2")).with("request", object),
                        HERE),
                400,
                "the custom JWT is beside a request object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "https://shop.example.test.evil.example",
                "http://shop.example.test",
                "https://shop.example.test:8443",
                "https://SHOP.example.test/"
            })
    void whenAnotherPageHasPostedTheForm(String origin) {
        assertRefused(
                browser.post(shop.endpoint(), form(shop, token("origin-1")), origin),
                403,
                "the Origin is none of the client's own");
    }

    @Test
    void whenTheBrowserNamesNoPage() {
        assertRefused(
                browser.send("POST", shop.endpoint(), form(shop, token("origin-2"))),
                403,
                "the request has no Origin");
    }

    /** That all origins may read answers does not make their pages the client's. */
    @Test
    void goesByTheClientsWebOrigins() {
        Form form = form(page, token("origins-1"));
        String evil = "https://evil.example";
        String named = "https://pages.example.test";

        change(PUBLIC, client -> client.setWebOrigins(List.of("*")));
        assertThat(browser.post(page.endpoint(), form, evil).status()).isEqualTo(403);
        assertThat(BrowserClient.isLoggedIn(new Browser().post(page.endpoint(), form, HERE)))
                .isTrue();
        before++;
        change(PUBLIC, client -> client.setWebOrigins(List.of(named)));
        assertThat(browser.post(page.endpoint(), form, HERE).status()).isEqualTo(403);
        assertThat(BrowserClient.isLoggedIn(new Browser().post(page.endpoint(), form, named)))
                .isTrue();
        change(PUBLIC, client -> client.setWebOrigins(List.of(named, "+")));
        assertThat(BrowserClient.isLoggedIn(new Browser().post(page.endpoint(), form, HERE)))
                .isTrue();
        change(PUBLIC, client -> client.setWebOrigins(List.of()));
    }

    @Test
    void whereNothingBindsTheAnswerToTheClientsOwnRequest() {
        String reason =
                "no state, nonce or code_challenge, by which the client could tell that the answer is to its own request";

        assertRefused(
                browser.post(
                        shop.endpoint(),
                        shop.request().with(PARAMETER, token("bound-1")).with("state", " "),
                        HERE),
                400,
                reason);
    }

    @Test
    void whereNothingKeepsCustomersFromCompletingAProfile() {
        changeAction(action -> action.setEnabled(false));
        try {
            Answer refused = post(browser, shop, token("action-1"));

            assertRefused(
                    refused,
                    403,
                    "the required action 'Tiledesk: guests and customers complete no profile' is not"
                            + " switched on, or not below 'Verify Profile'");
        } finally {
            changeAction(action -> action.setEnabled(true));
        }
    }

    private static void changeAction(Consumer<RequiredActionProviderRepresentation> change) {
        AuthenticationManagementResource flows = REALM.admin().flows();
        RequiredActionProviderRepresentation action = flows.getRequiredAction("tiledesk-profile");
        change.accept(action);
        flows.updateRequiredAction("tiledesk-profile", action);
    }

    @Test
    void whileTheProviderOrTheUserIsDisabled() {
        String id =
                Jwt.of(
                                shop.tokens(post(browser, shop, token("disabled-1")))
                                        .path("access_token")
                                        .asText())
                        .text("sub");
        before++;
        events.clear();
        users.change(id, user -> user.setEnabled(false));
        assertRefused(post(new Browser(), shop, token("disabled-1")), 401, "user disabled");
        users.change(id, user -> user.setEnabled(true));

        new Providers(REALM).change(Demo.PROVIDER, provider -> provider.setEnabled(false));
        try {
            assertRefused(
                    post(new Browser(), shop, token("disabled-1")),
                    401,
                    "no enabled provider for this audience");
        } finally {
            new Providers(REALM).change(Demo.PROVIDER, provider -> provider.setEnabled(true));
        }
    }

    @Test
    void whoIsSomebodyElse() {
        String agent = users.idOf(Demo.AGENT);

        Answer refused = post(browser, shop, token(agent));

        assertRefused(refused, 409, "_id is another user's");
        assertThat(refused.text()).contains("You cannot be logged in this way.");
    }

    /** The first-login flow has made the user, and mappers have written it, by then. */
    @Test
    void takesBackAUserWhomAMapperHasMadeAnAdministrator() {
        String mapper =
                customers.map(
                        "admin",
                        "oidc-hardcoded-role-idp-mapper",
                        Map.of("role", "realm-management.realm-admin"));
        try {
            assertRefused(
                    post(browser, shop, token("admin-1")),
                    401,
                    "the user is an administrator, after flow and mappers have run");
            assertThat(users.linkedTo(Demo.PROVIDER, "admin-1")).isEmpty();
        } finally {
            customers.unmap(mapper);
        }
        assertThat(BrowserClient.isLoggedIn(post(browser, shop, token("admin-1")))).isTrue();
        before++;
    }

    /** In a browser, an agent's session opens far more than a chat. */
    @Test
    void anExistingUserEvenWhereTheCallSignsItIn() {
        String agent = users.createAgent("linked@example.test");
        before++;
        customers.link(agent, "linked-1");
        customers.set(Map.of("allowExistingUsers", "true"));
        try {
            assertThat(customers.signIn("linked-1").userId()).isEqualTo(agent);
            events.clear();

            assertRefused(
                    post(browser, shop, token("linked-1")),
                    403,
                    "an existing user cannot be handed over");
            assertThat(users.get(agent).getUserSessions()).hasSize(1);
        } finally {
            customers.set(Map.of("allowExistingUsers", "false"));
        }
    }

    private void assertRefused(Answer page, int status, String reason) {
        assertThat(page.status()).as(page.text()).isEqualTo(status);
        assertThat(page.text())
                .contains("kc-error-message")
                .doesNotContain("tiledeskHandOver", PARAMETER, "eyJhbGci");
        assertThat(BrowserClient.isLoggedIn(page)).isFalse();
        assertThat(events.refusals()).containsExactly(reason);
        assertThat(events.single("LOGIN_ERROR").getDetails().toString()).doesNotContain("eyJ");
        assertThat(users.count()).isEqualTo(before);
        events.clear();
    }

    private static void change(String clientId, Consumer<ClientRepresentation> change) {
        ClientRepresentation client = REALM.admin().clients().findByClientId(clientId).get(0);
        change.accept(client);
        REALM.admin().clients().get(client.getId()).update(client);
    }
}
