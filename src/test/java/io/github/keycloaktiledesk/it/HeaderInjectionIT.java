// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.HandOverRealm.PARAMETER;
import static io.github.keycloaktiledesk.it.HandOverRealm.customer;
import static io.github.keycloaktiledesk.it.HandOverRealm.logIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Browser;
import io.github.keycloaktiledesk.it.server.BrowserClient;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.MembershipStep;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.RecordedTiledesk;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.RealmRepresentation;

/** Names and ids that would like to be a header, a line of one, or a piece of a page. */
class HeaderInjectionIT {

    private static final String GUESTS = "guests";
    private static final String STEP = "tiledesk-guest";

    @AutoClose private static final TestRealm REALM = TestRealm.create(HeaderInjectionIT::prepare);

    @AutoClose private static final RecordedTiledesk TILEDESK = RecordedTiledesk.start();

    private final Calls calls = REALM.calls();

    private static void prepare(RealmRepresentation realm) {
        HandOverRealm.prepare(realm);
        BrowserClient.addTo(realm, GUESTS, RealmParts.addFlow(realm, GUESTS, "ALTERNATIVE", STEP));
    }

    /** So that what is sent there can be seen. */
    @BeforeAll
    static void makeMembers() {
        new MembershipStep(REALM).require(TILEDESK.url(KeycloakServer.get()), Map.of());
    }

    /** Ends of lines, and what some take for one. */
    enum LineEnd {
        CR_LF("\r\n"),
        LF("\n"),
        CR("\r"),
        PERCENT_ENCODED("%0d%0a"),
        PERCENT_ENCODED_TWICE("%250d%250a"),
        NEXT_LINE("\u0085"),
        LINE_SEPARATOR("\u2028"),
        PARAGRAPH_SEPARATOR("\u2029"),
        VERTICAL_TAB("\u000b"),
        LOW_BYTES_OF_CR_LF("\u560d\u560a"),
        NUL("\u0000");

        private final String text;

        LineEnd(String text) {
            this.text = text;
        }

        private String header() {
            return "a" + text + "Set-Cookie: evil=1" + text + text + "<html>";
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofAVisitorReachesNoHeader(LineEnd end) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id_project", Demo.PROJECT);
        for (String field : List.of("firstname", "lastname", "email")) {
            body.put(field, end.header());
        }
        body.put("attributes", Map.of(end.header(), end.header()));

        Answer answer = calls.anonymously(body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertHasNoHeaderOfTheirs(answer);
        assertThat(answer.text().lines()).hasSize(1);
        assertThat(answer.claims().path("firstname").asText()).doesNotContain("\r", "\n", "\u0000");
        assertIsOneLineAtTiledesk(answer);
        assertHasNoHeaderOfTheirs(calls.customToken(answer.token()));
    }

    @ParameterizedTest
    @EnumSource
    void ofAProjectReachesNoHeader(LineEnd end) {
        Answer answer = calls.anonymously(Map.of("id_project", end.header()));

        assertThat(answer.status()).as(answer.text()).isIn(200, 422);
        assertReachesNoHeader(answer);
    }

    private static void assertReachesNoHeader(Answer answer) {
        assertHasNoHeaderOfTheirs(answer);
        assertThat(answer.text().lines()).hasSize(1);
        if (answer.status() == 200) {
            assertIsOneLineAtTiledesk(answer);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofACustomerReachesNoHeader(LineEnd end) {
        CustomToken token = Demo.customer().claim("_id", "named-" + end);
        for (String claim : List.of("firstname", "lastname", "fullname", "jti", "sub")) {
            token.claim(claim, end.header());
        }
        token.claim("attributes", Map.of(end.header(), end.header()));

        Answer answer = calls.customToken(token.sign(Demo.SECRET));

        assertThat(answer.status()).as(answer.text()).isIn(200, 401);
        assertReachesNoHeader(answer);
    }

    @ParameterizedTest
    @EnumSource
    void ofACustomersIdReachesNoHeader(LineEnd end) {
        Answer answer =
                calls.customToken(Demo.customer().claim("_id", end.header()).sign(Demo.SECRET));

        assertThat(answer.status()).as(answer.text()).isIn(200, 401);
        assertReachesNoHeader(answer);
        if (answer.status() == 200) {
            assertThat(answer.claims().path("_id").asText()).isEqualTo(end.header());
        }
    }

    private static void assertIsOneLineAtTiledesk(Answer answer) {
        RecordedTiledesk.Request request =
                TILEDESK.received().stream()
                        .filter(received -> received.authorization().contains(answer.token()))
                        .findFirst()
                        .orElseThrow();
        assertThat(request.line()).isEqualTo("POST /auth/signinWithCustomToken");
        assertThat(request.authorization()).isEqualTo("JWT " + answer.token());
        assertThat(request.cookie()).isNull();
        assertThat(request.body().lines()).hasSize(1);
        assertThat(new Answer(200, answer.headers(), request.body()).json().properties())
                .hasSize(1);
    }

    private static void assertHasNoHeaderOfTheirs(Answer answer) {
        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.equalsIgnoreCase("Set-Cookie"));
        assertThat(answer.headers().map().toString()).doesNotContain("evil", "html>");
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    }

    static List<String> markup() {
        return List.of(
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "</textarea><svg onload=alert(1)>",
                "javascript:alert(1)",
                "<#assign x=1>${x}${.now}",
                "&lt;script&gt;alert(1)&lt;/script&gt;",
                "\u202e<b>\u2028</b>");
    }

    /** Where a name stands on the page that asks whether somebody else is to be logged out. */
    @ParameterizedTest
    @MethodSource("markup")
    void ofANameIsTextOnThePageOfAHandOver(String name) {
        BrowserClient shop = HandOverRealm.shop(REALM);
        RealmUsers users = new RealmUsers(REALM);
        Browser browser = new Browser();
        logIn(browser, shop, Demo.AGENT);
        try {
            String token =
                    customer("page-" + name.hashCode())
                            .claim("firstname", name)
                            .claim("lastname", name)
                            .sign(Demo.SECRET);

            Answer page = HandOverRealm.post(browser, shop, token);

            assertThat(page.text()).contains("tiledesk-hand-over-form");
            assertIsText(page, name);
        } finally {
            users.get(users.idOf(Demo.AGENT)).logout();
        }
    }

    /** And where the one who is logged in has such a name, which an earlier token gave. */
    @ParameterizedTest
    @MethodSource("markup")
    void ofANameIsTextWhereItsOwnerIsLoggedIn(String name) {
        BrowserClient shop = HandOverRealm.shop(REALM);
        Browser browser = new Browser();
        String first =
                customer("named-" + name.hashCode()).claim("firstname", name).sign(Demo.SECRET);
        HandOverRealm.post(browser, shop, first);

        Answer page = HandOverRealm.post(browser, shop, HandOverRealm.token("other-1"));

        assertThat(page.text()).contains("tiledesk-hand-over-form");
        assertIsText(page, name);
    }

    /** What a guest typed comes back only where it is refused. */
    @ParameterizedTest
    @MethodSource("markup")
    void ofANameIsTextOnThePageOfGuests(String name) {
        Browser browser = new Browser();
        Answer page = browser.open(new BrowserClient(REALM, GUESTS).login(""));
        String typed = name + "x".repeat(300);

        Answer again = browser.submit(page, new Form().with("firstname", typed));

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text()).contains("tiledesk-guest-form");
        assertIsText(again, name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"login_hint", "ui_locales", "kc_locale", "state", "nonce", PARAMETER})
    void ofAParameterIsTextOnOurPages(String parameter) {
        List<Answer> pages = new ArrayList<>();
        for (String name : markup()) {
            Form form =
                    HandOverRealm.shop(REALM)
                            .request()
                            .with("client_id", GUESTS)
                            .with(parameter, name);
            pages.add(
                    new Browser()
                            .post(
                                    HandOverRealm.shop(REALM).endpoint(),
                                    form,
                                    BrowserClient.ORIGIN));
        }

        assertThat(pages)
                .allSatisfy(
                        page -> {
                            assertThat(page.status()).isEqualTo(200);
                            assertThat(page.text()).contains("tiledesk-guest-form");
                            markup().forEach(name -> assertIsText(page, name));
                        });
    }

    private static void assertIsText(Answer page, String name) {
        assertThat(page.text()).doesNotContain("Exception", "\tat ");
        if (name.matches(".*[<\"'].*")) {
            assertThat(page.text()).doesNotContain(name);
        }
        assertThat(page.text())
                .doesNotContain("<script>alert", "<img src=x", "<svg onload", " onmouseover='alert")
                .doesNotContain("href=\"javascript:alert");
        assertThat(page.header("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy -> assertThat(policy).contains("frame-ancestors 'self'"));
        assertThat(page.header("X-Content-Type-Options")).contains("nosniff");
    }

    @ParameterizedTest
    @EnumSource
    void ofATokensHeaderReachesNoHeader(LineEnd end) {
        CustomToken token = Demo.customer().claim("_id", "kid-1").header("kid", end.header());

        assertHasNoHeaderOfTheirs(calls.customToken(token.sign(Demo.SECRET)));
        assertHasNoHeaderOfTheirs(
                calls.customToken(token.header("alg", end.header()).signed(new byte[32])));
    }
}
