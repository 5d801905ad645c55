// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.RawHttp;
import io.github.keycloaktiledesk.it.server.TestClient;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages may read an answer: the client's Web origins decide, for successes and errors. */
class CrossOriginIT {

    private static final byte[] NO_BODY = {};
    private static final String ALLOWED = "https://help.example.com";
    private static final String FOREIGN = "https://other.example.com";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    private static TestRealm open;
    private static TestRealm restricted;
    private static TestRealm plus;

    @BeforeAll
    static void create() {
        open = TestRealm.create();
        restricted = TestRealm.create();
        TestClient.change(restricted, client -> client.setWebOrigins(List.of(ALLOWED)));
        plus = TestRealm.create();
        TestClient.change(
                plus,
                client -> {
                    client.setWebOrigins(List.of("+"));
                    client.setRedirectUris(List.of(ALLOWED + "/*"));
                });
    }

    @AfterAll
    static void delete() {
        open.close();
        restricted.close();
        plus.close();
    }

    @Test
    void answersThePreflightOfAnyPageWhereAllAreAllowed() {
        for (String path : List.of(Calls.SIGNIN, Calls.ANONYMOUSLY, Calls.CUSTOM_TOKEN)) {
            Answer answer = preflight(open, path, FOREIGN, "authorization,content-type");

            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.header(ALLOW_ORIGIN)).contains("*");
            assertThat(answer.header("Access-Control-Allow-Methods")).contains("POST, OPTIONS");
            assertThat(answer.header("Access-Control-Allow-Headers"))
                    .contains("authorization,content-type");
            noCredentials(answer);
        }
    }

    @Test
    void answersThePreflightOfAnAllowedPageOnly() {
        for (TestRealm realm : List.of(restricted, plus)) {
            Answer allowed = preflight(realm, Calls.SIGNIN, ALLOWED, "content-type");
            Answer foreign = preflight(realm, Calls.SIGNIN, FOREIGN, "content-type");

            assertThat(allowed.header(ALLOW_ORIGIN)).contains(ALLOWED);
            assertThat(allowed.header("Access-Control-Allow-Methods")).contains("POST, OPTIONS");
            assertThat(foreign.status()).isEqualTo(204);
            assertThat(foreign.headers().map())
                    .doesNotContainKeys(ALLOW_ORIGIN, "Access-Control-Allow-Methods");
            for (Answer answer : List.of(allowed, foreign)) {
                variesByOrigin(answer);
                noCredentials(answer);
            }
        }
    }

    @Test
    void namesTheOriginInEveryAnswerToAnAllowedPage() {
        for (Answer answer : successesAndErrors(restricted, ALLOWED)) {
            assertThat(answer.headers().allValues(ALLOW_ORIGIN)).containsExactly(ALLOWED);
            variesByOrigin(answer);
            noCredentials(answer);
        }
    }

    @Test
    void namesNoOriginToAForeignPage() {
        for (Answer answer : successesAndErrors(restricted, FOREIGN)) {
            assertThat(answer.headers().map()).doesNotContainKey(ALLOW_ORIGIN);
            variesByOrigin(answer);
            noCredentials(answer);
        }
    }

    @Test
    void allowsAllPagesWhereTheClientDoes() {
        for (Answer answer : successesAndErrors(open, FOREIGN)) {
            assertThat(answer.headers().allValues(ALLOW_ORIGIN)).containsExactly("*");
            noCredentials(answer);
        }
    }

    /** Proxies and caches may answer a page with what they got without an Origin. */
    @Test
    void saysTheSameWithoutAnOrigin() {
        assertThat(anonymously(open, Map.of()).header(ALLOW_ORIGIN)).contains("*");
        Answer answer = anonymously(restricted, Map.of());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKey(ALLOW_ORIGIN);
        variesByOrigin(answer);
    }

    @Test
    void takesChangesAtOnce() {
        try (TestRealm realm = TestRealm.create()) {
            TestClient.change(realm, client -> client.setWebOrigins(List.of()));
            assertThat(anonymously(realm, Map.of("Origin", ALLOWED)).headers().map())
                    .doesNotContainKey(ALLOW_ORIGIN);

            TestClient.change(realm, client -> client.setWebOrigins(List.of(ALLOWED)));
            assertThat(anonymously(realm, Map.of("Origin", ALLOWED)).header(ALLOW_ORIGIN))
                    .contains(ALLOWED);
        }
    }

    static List<String> hostileOrigins() {
        return List.of(
                "null",
                "*",
                "+",
                "https://help.example.com/",
                "https://help.example.com.evil.example",
                "http://help.example.com",
                "https://help.example.com:8443",
                "https://help.example.com:443",
                "https://help.example.com:",
                "https://help.example.com.",
                "https://HELP.example.com",
                "HTTPS://help.example.com",
                "https://help.example.com@evil.example",
                "https://evil.example@help.example.com",
                "https://help.example.com#evil.example",
                "https://help.example.com?evil.example",
                "https://help.example.com/evil",
                "https://help.example.com\\evil.example",
                "https://sub.help.example.com",
                "https://evilhelp.example.com",
                "https://help-example.com",
                "https://helpxexample.com",
                "https://help.example.co",
                "https://example.com",
                "https:///help.example.com",
                "https:help.example.com",
                "//help.example.com",
                "help.example.com",
                "wss://help.example.com",
                "file://",
                "chrome-extension://help.example.com",
                "https://xn--hlp-dma.example.com",
                "https://help.ex\u00e4mple.com",
                "https://help.example.com https://other.example.com",
                "https://HELP.example.com ,*",
                "https://help.example.com, https://other.example.com",
                "https://help.example.com\tx",
                "https://help.example.com%0d%0aSet-Cookie:evil=1",
                "\"><script>alert(1)</script>",
                "\u00e4\u00ff",
                "https://help.example.com\r\n Set-Cookie: evil=1",
                "");
    }

    @ParameterizedTest
    @MethodSource("hostileOrigins")
    void allowsNoOriginThatOnlyLooksLikeOne(String origin) {
        for (TestRealm realm : List.of(restricted, plus)) {
            Answer preflight = raw(realm, "OPTIONS", origin, "Access-Control-Request-Method: POST");
            Answer refused = raw(realm, "POST", origin, "Content-Length: 0");
            Answer unknown = raw(realm, "DELETE", origin, "Content-Length: 0");

            for (Answer answer : List.of(preflight, refused, unknown)) {
                assertThat(answer.status()).isBetween(200, 499);
                assertThat(answer.headers().map()).doesNotContainKeys(ALLOW_ORIGIN, "Set-Cookie");
                noCredentials(answer);
                if (answer.headers().map().containsKey("Cache-Control")) {
                    // An answer of ours, and none of the server's to a request that it cannot read.
                    variesByOrigin(answer);
                }
            }
        }
    }

    /** Where all are allowed, no page is named: an answer for one is good for none but all. */
    @ParameterizedTest
    @MethodSource("hostileOrigins")
    void namesNoPageWhereAllAreAllowed(String origin) {
        Answer answer = raw(open, "POST", origin, "Content-Length: 0");

        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.headers().allValues(ALLOW_ORIGIN)).isSubsetOf("*");
        noCredentials(answer);
    }

    private static Answer raw(TestRealm realm, String method, String origin, String header) {
        return RawHttp.send(
                method,
                realm.tiledesk().getPath() + Calls.SIGNIN,
                realm.tiledesk(),
                List.of("Origin: " + origin, header),
                NO_BODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content-type\r\n Set-Cookie: evil=1",
                "content-type\r\n\tSet-Cookie: evil=1",
                "content-type%0d%0aSet-Cookie: evil=1",
                "content-type\nSet-Cookie: evil=1",
                "content-type\rSet-Cookie: evil=1",
                "content-type\u0000x",
                "\u560d\u560aSet-Cookie: evil=1",
                "<script>alert(1)</script>"
            })
    void addsNoHeaderThatAPreflightSmugglesIn(String requested) {
        Answer answer =
                RawHttp.send(
                        "OPTIONS",
                        open.tiledesk().getPath() + Calls.SIGNIN,
                        open.tiledesk(),
                        List.of(
                                "Origin: " + ALLOWED,
                                "Access-Control-Request-Method: POST",
                                "Access-Control-Request-Headers: " + requested),
                        NO_BODY);

        assertThat(answer.status()).isBetween(200, 499);
        assertThat(answer.headers().map()).doesNotContainKey("Set-Cookie");
        assertThat(answer.text()).doesNotContain("evil", "script");
    }

    private static List<Answer> successesAndErrors(TestRealm realm, String origin) {
        Map<String, String> headers = Map.of("Origin", origin);
        List<Answer> answers = new ArrayList<>();
        answers.add(anonymously(realm, headers));
        answers.add(signin(realm, origin, "wrong"));
        answers.add(realm.calls().post(Calls.SIGNIN, headers, NO_BODY));
        answers.add(realm.calls().post(Calls.SIGNIN, headers, "{".getBytes()));
        answers.add(realm.calls().post(Calls.SIGNIN, headers, new byte[64 * 1024 + 1]));
        answers.add(realm.calls().post("/auth/signup", headers, NO_BODY));
        answers.add(realm.calls().send("GET", Calls.SIGNIN, headers, NO_BODY));
        answers.add(realm.calls().post(Calls.CUSTOM_TOKEN, headers, NO_BODY));
        assertThat(answers)
                .extracting(Answer::status)
                .containsExactly(200, 401, 422, 400, 413, 404, 405, 401);
        return answers;
    }

    private static Answer anonymously(TestRealm realm, Map<String, String> headers) {
        String body = "{\"id_project\":\"" + Demo.PROJECT + "\"}";
        return realm.calls().post(Calls.ANONYMOUSLY, headers, body.getBytes());
    }

    private static Answer signin(TestRealm realm, String origin, String password) {
        String body = "{\"email\":\"nobody@example.com\",\"password\":\"" + password + "\"}";
        return realm.calls().post(Calls.SIGNIN, Map.of("Origin", origin), body.getBytes());
    }

    private static Answer preflight(TestRealm realm, String path, String origin, String headers) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("Origin", origin);
        request.put("Access-Control-Request-Method", "POST");
        request.put("Access-Control-Request-Headers", headers);
        Answer answer = realm.calls().send("OPTIONS", path, request, NO_BODY);
        assertThat(answer.header("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        assertThat(answer.text()).isEmpty();
        return answer;
    }

    private static void variesByOrigin(Answer answer) {
        Optional<String> origin =
                answer.headers().allValues("Vary").stream()
                        .filter(value -> value.contains("Origin"))
                        .findAny();
        assertThat(origin).as("Vary of %s", answer).isPresent();
    }

    private static void noCredentials(Answer answer) {
        assertThat(answer.headers().map())
                .doesNotContainKeys("Access-Control-Allow-Credentials", "Set-Cookie");
    }
}
