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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "*",
                "+",
                "https://help.example.com/",
                "https://help.example.com.evil.example",
                "http://help.example.com",
                "https://help.example.com:8443",
                "https://HELP.example.com ,*",
                "https://help.example.com, https://other.example.com",
                "https://help.example.com\tx",
                "https://help.example.com%0d%0aSet-Cookie:evil=1",
                "\"><script>alert(1)</script>",
                "\u00e4\u00ff",
                "https://help.example.com\r\n Set-Cookie: evil=1",
                ""
            })
    void allowsNoOriginThatOnlyLooksLikeOne(String origin) {
        Answer answer =
                RawHttp.send(
                        "OPTIONS",
                        restricted.tiledesk().getPath() + Calls.SIGNIN,
                        restricted.tiledesk(),
                        List.of("Origin: " + origin, "Access-Control-Request-Method: POST"),
                        NO_BODY);

        assertThat(answer.status()).isBetween(200, 499);
        assertThat(answer.headers().map()).doesNotContainKeys(ALLOW_ORIGIN, "Set-Cookie");
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
