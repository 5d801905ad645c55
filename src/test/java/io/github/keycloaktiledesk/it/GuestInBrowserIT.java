// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.AtOnce;
import io.github.keycloaktiledesk.it.server.Browser;
import io.github.keycloaktiledesk.it.server.BrowserClient;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.FlowEditor;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Seconds;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.representations.idm.AuthenticationExecutionInfoRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The step in a browser flow: whoever presses the button is a guest, for any client. */
class GuestInBrowserIT {

    private static final String STEP = "tiledesk-guest";
    private static final String COOKIE = "auth-cookie";
    private static final String GUESTS = "guests";
    private static final String ONLY_STEP = "only step";
    private static final String AFTER_A_NAME = "after a name";
    private static final String BOTH = "browser with guests";
    private static final String WITHOUT = "browser without guests";

    @AutoClose private static final TestRealm REALM = TestRealm.create(GuestInBrowserIT::prepare);

    private static final FlowEditor FLOWS = new FlowEditor(REALM);

    private final RealmUsers users = new RealmUsers(REALM);
    private final RealmEvents events = new RealmEvents(REALM);
    private final BrowserClient client = new BrowserClient(REALM, GUESTS);
    private final Browser browser = new Browser();

    private static void prepare(RealmRepresentation realm) {
        RealmParts.allowRapidSignIns(realm);
        BrowserClient.addTo(
                realm, GUESTS, RealmParts.addFlow(realm, GUESTS, "ALTERNATIVE", COOKIE, STEP));
        BrowserClient.addTo(
                realm, ONLY_STEP, RealmParts.addFlow(realm, ONLY_STEP, "REQUIRED", STEP));
        BrowserClient.addTo(
                realm,
                AFTER_A_NAME,
                RealmParts.addFlow(realm, AFTER_A_NAME, "REQUIRED", "auth-username-form", STEP));
        BrowserClient.addTo(realm, BOTH, null);
        BrowserClient.addTo(
                realm,
                WITHOUT,
                RealmParts.addFlowWithout(realm, WITHOUT, "tiledesk.kind", "guest"));
    }

    /** As an administrator does in the console. */
    @BeforeAll
    static void addTheStepToTheBrowserFlow() {
        FLOWS.settings(GUESTS, STEP, Map.of("group", "/tiledesk-guests"));
        FLOWS.copy("browser", BOTH);
        FLOWS.add(BOTH, STEP, "ALTERNATIVE");
        RealmRepresentation realm = REALM.admin().toRepresentation();
        realm.setBrowserFlow(BOTH);
        REALM.admin().update(realm);
    }

    @BeforeEach
    void forgetEvents() {
        events.clear();
    }

    @Test
    void seesAPageWithAButtonAndIsNobodyYet() {
        int before = users.count();

        Answer page = browser.open(client.login(""));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("Continue as guest", "tiledesk-guest-form", "name=\"firstname\"")
                .doesNotContain("${", "tiledeskGuest", "try-another-way");
        browser.open(client.login(""));
        // The address of the form, opened as a link; Keycloak takes that for the form.
        Answer opened = browser.open(Browser.action(page));
        assertThat(opened.text()).contains("tiledesk-guest-form");
        assertThat(users.count()).isEqualTo(before);
    }

    @Test
    void isAGuestAfterTheButton() {
        JsonNode tokens = continueAs(client, "Ada");

        Jwt token = Jwt.of(tokens.path("access_token").asText());
        UserRepresentation guest = users.read(token.text("sub"));
        assertThat(guest.getUsername()).isEqualTo("tiledesk-guest-" + guest.getId());
        assertThat(guest.getFirstName()).isNull();
        assertThat(guest.getEmail()).isNull();
        assertThat(guest.isEmailVerified()).isFalse();
        assertThat(guest.getRequiredActions()).isEmpty();
        assertThat(guest.getAttributes())
                .hasSize(3)
                .containsKey("tiledesk.guest.seen")
                .contains(
                        Map.entry("tiledesk.kind", List.of("guest")),
                        Map.entry("tiledesk.guest.firstname", List.of("Ada")));
        assertThat(users.get(guest.getId()).groups()).hasSize(1);
        assertThat(users.get(guest.getId()).roles().realmLevel().listEffective()).isEmpty();
        assertThat(users.get(guest.getId()).getUserSessions())
                .extracting("id")
                .containsExactly(token.text("sid"));
        assertThat(events.single("REGISTER").getUserId()).isEqualTo(guest.getId());
        assertThat(events.single("LOGIN").getUserId()).isEqualTo(guest.getId());
    }

    @Test
    void hasOrdinaryTokensWithoutRolesAndEmail() {
        JsonNode tokens = continueAs(client, "");

        assertThat(tokens.path("refresh_token").asText()).isNotEmpty();
        for (String name : List.of("access_token", "id_token")) {
            JsonNode claims = Jwt.of(tokens.path(name).asText()).claims();
            assertThat(claims.path("preferred_username").asText())
                    .isEqualTo("tiledesk-guest-" + claims.path("sub").asText());
            assertThat(claims.toString())
                    .doesNotContain("realm_access", "resource_access", "\"email\"", "\"_id\"");
        }
        OpenId endpoints = new OpenId(REALM);
        String token = tokens.path("access_token").asText();
        assertThat(endpoints.account(token).status()).isIn(401, 403);
        assertThat(endpoints.users(token).status()).isIn(401, 403);
        // It is no token of Tiledesk's client.
        assertThat(REALM.calls().customToken(token).status()).isIn(400, 401);
    }

    @Test
    void isAskedForNothingThatThePageDoesNotShow() {
        Answer in =
                browser.submit(
                        browser.open(client.login("")),
                        new Form()
                                .with("firstname", " ")
                                .with("lastname", "Lovelace")
                                .with("email", Demo.AGENT)
                                .with("username", Demo.AGENT)
                                .with("id_project", Demo.PROJECT)
                                .with("attributes", "{\"plan\":\"pro\"}"));

        assertThat(users.read(subject(client.tokens(in))).getAttributes())
                .containsOnlyKeys("tiledesk.kind", "tiledesk.guest.seen");
    }

    @ParameterizedTest
    @CsvSource({
        "<script>alert(1)</script>, <script>alert(1)</script>",
        "A\u0000d\u0007a\u0085, Ada",
        "guest#1 😀 \u202e${msg}, guest#1 😀 \u202e${msg}"
    })
    void mayTypeAnyName(String typed, String kept) {
        String guest = subject(continueAs(client, typed));

        assertThat(users.read(guest).getAttributes())
                .containsEntry("tiledesk.guest.firstname", List.of(kept));
        // An admin can save the guest.
        users.change(guest, user -> user.setEnabled(false));
        assertThat(users.read(guest).getAttributes())
                .containsEntry("tiledesk.guest.firstname", List.of(kept));
    }

    @Test
    void mayTryAgainWithAShorterName() {
        int before = users.count();
        String tooLong = "\"><script>alert(1)</script>" + "x".repeat(255);

        Answer again =
                browser.submit(
                        browser.open(client.login("")), new Form().with("firstname", tooLong));

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text()).contains("name is too long").doesNotContain("<script>alert");
        assertThat(users.count()).isEqualTo(before);
        Answer in = browser.submit(again, new Form().with("firstname", "x".repeat(255)));
        assertThat(BrowserClient.isLoggedIn(in)).isTrue();
    }

    @Test
    void isRefusedPastTheLimitOfGuests() {
        continueAs(client, "");
        int before = users.count();
        FLOWS.configure(GUESTS, STEP, "guestsPerAddress", "1");
        try {
            Browser another = new Browser();
            Answer refused = another.submit(another.open(client.login("")), new Form());

            assertThat(refused.status()).isEqualTo(429);
            assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow()))
                    .isBetween(1, 3600);
            assertThat(refused.text()).contains("tiledesk-guest-form");
            assertThat(users.count()).isEqualTo(before);
        } finally {
            FLOWS.configure(GUESTS, STEP, "guestsPerAddress", "");
        }
    }

    /** As the page Visitors has it: a guest's login counts for all clients that look at cookies. */
    @Test
    void isLetIntoOtherClientsUnlessTheirFlowRefusesGuests() {
        BrowserClient without = new BrowserClient(REALM, WITHOUT);
        continueAs(client, "");

        assertThat(BrowserClient.isLoggedIn(browser.open(new BrowserClient(REALM, BOTH).login(""))))
                .isTrue();
        Answer refused = browser.open(without.login(""));
        assertThat(BrowserClient.isLoggedIn(refused)).isFalse();
        assertThat(refused.text()).contains("Access denied");

        Browser agents = new Browser();
        Answer in =
                agents.submit(
                        agents.open(without.login("")),
                        new Form().with("username", Demo.AGENT).with("password", Demo.PASSWORD));
        assertThat(BrowserClient.isLoggedIn(in)).isTrue();
    }

    @Test
    void cannotUseAnAddressThatIsNotItsOwn() {
        int before = users.count();
        Answer page = browser.open(client.login(""));
        String action = Browser.action(page).toString();

        for (String wrong :
                List.of(
                        action.replaceFirst("session_code=[^&]+", "session_code=wrong"),
                        action.replaceFirst("session_code=[^&]+&", ""),
                        action.replaceFirst("execution=[^&]+", "execution=wrong"),
                        action.replaceFirst("tab_id=[^&]+", "tab_id=wrong"))) {
            Answer answer = browser.send("POST", URI.create(wrong), new Form());
            assertThat(answer.status()).as(wrong).isIn(200, 400);
            assertThat(BrowserClient.isLoggedIn(answer)).isFalse();
        }
        assertThat(new Browser().send("POST", URI.create(action), new Form()).status())
                .isEqualTo(400);
        assertThat(users.count()).isEqualTo(before);
    }

    @Test
    void cannotPressAnOldButtonAgain() {
        Answer page = browser.open(client.login(""));
        browser.submit(page, new Form());
        int after = users.count();

        Answer again = browser.submit(page, new Form());

        assertThat(again.status()).isIn(200, 400);
        assertThat(users.count()).isEqualTo(after);
    }

    @Test
    void isOneGuestHoweverOftenTheButtonIsPressedAtOnce() {
        Answer page = browser.open(client.login(""));
        int before = users.count();

        List<Answer> answers =
                AtOnce.call(
                        List.of(
                                () -> browser.submit(page, new Form()),
                                () -> browser.submit(page, new Form()),
                                () -> browser.submit(page, new Form())));

        assertThat(users.count()).isEqualTo(before + 1);
        assertThat(answers).anyMatch(BrowserClient::isLoggedIn);
        // Keycloak's form() looks twice at the message that it is to show: at such a moment the
        // second
        // look may find none, and that press is answered with its error page.
        assertThat(answers).noneMatch(answer -> answer.text().contains("Exception"));
        assertThat(BrowserClient.isLoggedIn(browser.open(client.login("")))).isTrue();
    }

    @Test
    void isNobodyWhereNoPageMayBeShown() {
        int before = users.count();

        Answer silent = browser.open(client.login("&prompt=none"));

        assertThat(BrowserClient.error(silent)).isEqualTo("login_required");
        assertThat(users.count()).isEqualTo(before);

        String guest = subject(continueAs(client, "Ada"));
        assertThat(subject(client.tokens(browser.open(client.login("&prompt=none")))))
                .isEqualTo(guest);
    }

    @Test
    void comesBackAsTheSameGuestUntilTheLogOut() {
        JsonNode tokens = continueAs(client, "Ada");
        Answer other = browser.open(new BrowserClient(REALM, BOTH).login(""));

        assertThat(subject(new BrowserClient(REALM, BOTH).tokens(other)))
                .isEqualTo(subject(tokens));

        browser.open(client.logout(tokens));

        assertThat(users.get(subject(tokens)).getUserSessions()).isEmpty();
        assertThat(new OpenId(REALM).isActive(tokens.path("access_token").asText())).isFalse();
        assertThat(browser.open(client.login("")).text()).contains("tiledesk-guest-form");
    }

    /** A guest has nothing to prove itself with. */
    @Test
    void goesOnAsTheSameGuestWhereAFreshLoginIsWanted() {
        String guest = subject(continueAs(client, "Ada"));
        int before = users.count();

        Answer page = browser.open(client.login("&prompt=login"));

        assertThat(page.text()).contains("tiledesk-guest-form").doesNotContain("firstname");
        assertThat(subject(client.tokens(browser.submit(page, new Form())))).isEqualTo(guest);
        assertThat(users.count()).isEqualTo(before);
    }

    /** Its cookie opens nothing any more. */
    @ParameterizedTest
    @EnumSource
    void isAnotherGuestAfterItsEnd(End end) {
        String guest = subject(continueAs(client, "Ada"));
        Seconds.awaitNext();
        int before = users.count();
        end.act.accept(guest);
        Answer page = browser.open(client.login(""));
        assertThat(page.text()).contains("tiledesk-guest-form");

        String next = subject(client.tokens(browser.submit(page, new Form())));

        assertThat(next).isNotEqualTo(guest);
        assertThat(users.count()).isEqualTo(before + 1);
        assertThat(subject(client.tokens(browser.open(client.login(""))))).isEqualTo(next);
    }

    enum End {
        DISABLED(guest -> new RealmUsers(REALM).change(guest, user -> user.setEnabled(false))),
        NOT_BEFORE_NOW(
                guest -> {
                    RealmRepresentation realm = REALM.admin().toRepresentation();
                    realm.setNotBefore((int) Seconds.now());
                    REALM.admin().update(realm);
                });

        private final Consumer<String> act;

        End(Consumer<String> act) {
            this.act = act;
        }
    }

    @Test
    void isNotMadeOfAnAgentWhoLogsInAgain() {
        BrowserClient both = new BrowserClient(REALM, BOTH);
        Answer in = browser.submit(browser.open(both.login("")), agent());
        assertThat(subject(both.tokens(in))).isEqualTo(users.idOf(Demo.AGENT));
        int before = users.count();

        // Once with the cookie's step before ours, once without.
        for (String clientId : List.of(GUESTS, ONLY_STEP)) {
            URI again = new BrowserClient(REALM, clientId).login("&prompt=login");
            assertThat(browser.open(again).text())
                    .contains("kc-error-message")
                    .doesNotContain("tiledesk-guest-form");
        }
        assertThat(users.count()).isEqualTo(before);
    }

    @Test
    void isNotMadeOfAUserWhomAnotherStepHasFound() {
        String guest = subject(continueAs(client, "Ada"));
        BrowserClient named = new BrowserClient(REALM, AFTER_A_NAME);
        Browser stranger = new Browser();
        int before = users.count();

        Answer answer =
                stranger.submit(
                        stranger.open(named.login("")),
                        new Form().with("username", "tiledesk-guest-" + guest));

        assertThat(answer.text()).doesNotContain("tiledesk-guest-form");
        assertThat(BrowserClient.isLoggedIn(answer)).isFalse();
        assertThat(users.count()).isEqualTo(before);
    }

    @Test
    void mayBeTheOnlyStepOfAFlow() {
        BrowserClient only = new BrowserClient(REALM, ONLY_STEP);
        String guest = subject(continueAs(only, "Ada"));

        // Such a flow does not look at cookies, but it is the same browser.
        assertThat(subject(continueAs(only, "Eva"))).isEqualTo(guest);
    }

    @Test
    void mayBeChosenInPlaceOfThePassword() {
        BrowserClient both = new BrowserClient(REALM, BOTH);
        Answer page = browser.open(both.login(""));
        assertThat(page.text()).contains("kc-form-login", "try-another-way");

        Answer ways = browser.submit(page, new Form().with("tryAnotherWay", "on"));
        assertThat(ways.text()).contains("Go on without an account.");
        Answer guests =
                browser.submit(ways, new Form().with("authenticationExecution", executionId()));
        assertThat(guests.text()).contains("tiledesk-guest-form", "try-another-way");
        Answer back = browser.submit(guests, new Form().with("tryAnotherWay", "on"));
        assertThat(back.text()).contains("authenticationExecution");
        guests = browser.submit(back, new Form().with("authenticationExecution", executionId()));

        Answer in = browser.submit(guests, new Form().with("firstname", "Ada"));

        assertThat(users.read(subject(both.tokens(in))).getAttributes())
                .containsEntry("tiledesk.kind", List.of("guest"));
    }

    @Test
    void mayLeaveAndStartAgain() {
        Answer page = browser.open(client.login(""));
        URI restart =
                URI.create(
                        Browser.action(page)
                                .toString()
                                .replace("/authenticate?", "/restart?")
                                .replaceAll("(session_code|execution)=[^&]+&", ""));

        Answer again = browser.open(restart);

        assertThat(BrowserClient.isLoggedIn(browser.submit(again, new Form()))).isTrue();
    }

    @Test
    void isRefusedOnceTheStepIsSwitchedOff() {
        Answer page = browser.open(client.login(""));
        int before = users.count();
        FLOWS.require(GUESTS, STEP, "DISABLED");
        try {
            // Keycloak's own error page, before the step is asked.
            assertThat(browser.submit(page, new Form()).status()).isEqualTo(400);
            assertThat(browser.open(client.login("")).text()).doesNotContain("tiledesk-guest");
        } finally {
            FLOWS.require(GUESTS, STEP, "ALTERNATIVE");
        }
        assertThat(users.count()).isEqualTo(before);
    }

    @Test
    void isNotMadeWhereAPasswordIsReset() {
        RealmRepresentation realm = REALM.admin().toRepresentation();
        realm.setResetPasswordAllowed(true);
        realm.setResetCredentialsFlow(ONLY_STEP);
        REALM.admin().update(realm);
        int before = users.count();
        String page = Browser.action(browser.open(client.login(""))).toString();
        String reset =
                page.replace("/authenticate?", "/reset-credentials?")
                        .replaceAll("(session_code|execution)=[^&]+&", "");

        assertThat(browser.open(URI.create(reset)).status()).isEqualTo(403);
        assertThat(browser.send("POST", URI.create(reset), new Form()).status())
                .isGreaterThanOrEqualTo(400);
        assertThat(users.count()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"projects, 5ec688ed13400f0012c2edd1", "group, /nowhere"})
    void isRefusedByTheSettings(String setting, String value) {
        int before = users.count();
        FLOWS.configure(GUESTS, STEP, setting, value);
        try {
            Answer again =
                    browser.submit(
                            browser.open(client.login("")), new Form().with("firstname", "Ada"));

            assertRefused(again, 403);
            assertThat(again.text()).contains("value=\"Ada\"");
            assertThat(users.count()).isEqualTo(before);
            assertThat(events.refusals()).hasSize(1);
        } finally {
            FLOWS.configure(GUESTS, STEP, "projects", "");
            FLOWS.configure(GUESTS, STEP, "group", "/tiledesk-guests");
        }
        assertThat(subject(continueAs(client, "Ada"))).isNotEmpty();
    }

    @Test
    void belongsToTheProjectOfTheSettings() {
        FLOWS.configure(GUESTS, STEP, "browserProject", Demo.PROJECT);
        FLOWS.configure(GUESTS, STEP, "projects", Demo.PROJECT);
        FLOWS.configure(GUESTS, STEP, "usernamePrefix", "passer-by-");
        FLOWS.configure(GUESTS, STEP, "emailDomain", "tiledesk.com");
        try {
            UserRepresentation guest = users.read(subject(continueAs(client, "Ada")));

            assertThat(guest.getUsername()).isEqualTo("passer-by-" + guest.getId());
            assertThat(guest.getEmail()).isNull();
            assertThat(guest.getAttributes())
                    .containsEntry("tiledesk.project", List.of(Demo.PROJECT))
                    .containsEntry(
                            "tiledesk.guest.email", List.of(guest.getId() + "@tiledesk.com"));
        } finally {
            FLOWS.configure(GUESTS, STEP, "browserProject", "");
            FLOWS.configure(GUESTS, STEP, "projects", "");
            FLOWS.configure(GUESTS, STEP, "usernamePrefix", "");
            FLOWS.configure(GUESTS, STEP, "emailDomain", "");
        }
    }

    private JsonNode continueAs(BrowserClient by, String name) {
        Answer in = browser.submit(browser.open(by.login("")), new Form().with("firstname", name));
        return by.tokens(in);
    }

    private static String subject(JsonNode tokens) {
        return Jwt.of(tokens.path("access_token").asText()).text("sub");
    }

    private static Form agent() {
        return new Form().with("username", Demo.AGENT).with("password", Demo.PASSWORD);
    }

    private static String executionId() {
        return FLOWS.executions(BOTH).stream()
                .filter(execution -> STEP.equals(execution.getProviderId()))
                .map(AuthenticationExecutionInfoRepresentation::getId)
                .findFirst()
                .orElseThrow();
    }

    private static void assertRefused(Answer page, int status) {
        assertThat(page.status()).as(page.text()).isEqualTo(status);
        assertThat(page.text()).contains("Guests cannot be let in here at the moment.");
    }
}
