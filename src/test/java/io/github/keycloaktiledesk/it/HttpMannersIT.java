// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.RawHttp;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths and methods below {@code tiledesk}, and what every answer has in common. */
@Tag("container")
class HttpMannersIT {

    private static final byte[] NO_BODY = {};
    private static final List<String> PATHS =
            List.of(Calls.SIGNIN, Calls.ANONYMOUSLY, Calls.CUSTOM_TOKEN);

    private static TestRealm realm;

    @BeforeAll
    static void create() {
        realm = TestRealm.create(RealmParts::allowRapidSignIns);
    }

    @AfterAll
    static void delete() {
        realm.close();
    }

    /** With each version and none, with a slash at the end, and in any letter case. */
    static List<String> forms() {
        List<String> forms = new ArrayList<>();
        for (String version : List.of("", "/v1", "/v2", "/v3")) {
            forms.add(version);
            forms.add(version + "|/");
            forms.add(version.toUpperCase(Locale.ROOT) + "^");
        }
        return forms;
    }

    @ParameterizedTest
    @MethodSource("forms")
    void answersEachCallUnderEachOfItsPaths(String form) {
        assertThat(at(form, Calls.SIGNIN, agent()).status()).isEqualTo(200);
        assertThat(at(form, Calls.ANONYMOUSLY, visitor()).status()).isEqualTo(200);
        Answer customer =
                realm.calls()
                        .post(
                                path(form, Calls.CUSTOM_TOKEN),
                                authorization(Demo.customer().sign(Demo.SECRET)),
                                NO_BODY);
        assertThat(customer.status()).isEqualTo(200);
    }

    private static Answer at(String form, String call, Map<String, String> body) {
        return realm.calls().post(path(form, call), body);
    }

    private static String path(String form, String call) {
        String version = form.replaceAll("[|^/]+$", "");
        if (form.endsWith("^")) {
            return version + call.toUpperCase(Locale.ROOT);
        }
        return version + call + (form.endsWith("|/") ? "/" : "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/auth",
                "/auth/",
                "/v3",
                "/v3/auth",
                "/v0/auth/signin",
                "/v4/auth/signin",
                "/v33/auth/signin",
                "/v3/v3/auth/signin",
                "/auth/signup",
                "/auth/resume",
                "/auth/signin/x",
                "/auth/signinx",
                "/xauth/signin",
                "/signin",
                "/users",
                "/auth/signin%2Fx",
                "/auth/%0d%0aSet-Cookie:%20evil=1",
                "/auth/signin%00",
                "/auth/ſignin",
                "/a%20b/<script>"
            })
    void knowsNothingElse(String path) {
        // As it stands on the line: Java's client would not send all of these.
        String target =
                URI.create(realm.tiledesk().toString()).getRawPath()
                        + path.replace("ſ", "%C5%BF").replace("<", "%3C").replace(">", "%3E");
        for (String method : List.of("GET", "POST", "PUT", "DELETE", "OPTIONS")) {
            Answer answer =
                    RawHttp.send(
                            method,
                            target,
                            realm.tiledesk(),
                            List.of("Content-Length: 0"),
                            NO_BODY);
            ErrorAnswer.check(answer, 404);
            assertThat(answer.headers().map()).doesNotContainKey("Set-Cookie");
            assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE"})
    void saysWhichMethodsACallHas(String method) {
        for (String path : PATHS) {
            Answer answer = realm.calls().send(method, path, Map.of(), NO_BODY);
            ErrorAnswer.check(answer, 405);
            assertThat(answer.header("Allow")).contains("POST, OPTIONS");
            assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
        }
    }

    @Test
    void saysSoToHeadWithoutABody() {
        for (String path : PATHS) {
            Answer answer = realm.calls().send("HEAD", path, Map.of(), NO_BODY);
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("Allow")).contains("POST, OPTIONS");
            assertThat(answer.text()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
    void doesNotReadTheBodyOfAnotherMethod(String method) {
        int users = realm.admin().users().count();
        Answer answer =
                realm.calls()
                        .send(
                                method,
                                Calls.ANONYMOUSLY,
                                Map.of("Content-Type", "application/json"),
                                ("{\"id_project\":\"" + Demo.PROJECT + "\"}").getBytes());
        ErrorAnswer.check(answer, 405);
        assertThat(realm.admin().users().count()).isEqualTo(users);
    }

    @Test
    void takesNoMethodFromAHeaderOrQuery() {
        int users = realm.admin().users().count();
        Answer answer =
                realm.calls()
                        .send(
                                "GET",
                                Calls.ANONYMOUSLY + "?_method=POST&id_project=" + Demo.PROJECT,
                                Map.of("X-HTTP-Method-Override", "POST"),
                                NO_BODY);
        ErrorAnswer.check(answer, 405);
        assertThat(realm.admin().users().count()).isEqualTo(users);
    }

    /** Fields in the query of a call are nobody's: they end in logs of proxies. */
    @Test
    void readsNoFieldsFromTheQuery() {
        String query = "?email=" + Demo.AGENT + "&password=" + Demo.PASSWORD;
        ErrorAnswer.check(realm.calls().post(Calls.SIGNIN + query, Map.of()), 422);
        ErrorAnswer.check(
                realm.calls().post(Calls.ANONYMOUSLY + "?id_project=" + Demo.PROJECT, Map.of()),
                422);
    }

    @Test
    void letsNobodyStoreASuccess() {
        for (Answer answer :
                List.of(
                        realm.calls().post(Calls.SIGNIN, agent()),
                        realm.calls().post(Calls.ANONYMOUSLY, visitor()),
                        realm.calls().customToken(Demo.customer().sign(Demo.SECRET)))) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Cache-Control"))
                    .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
            assertThat(answer.header("Content-Type")).contains("application/json; charset=utf-8");
            assertThat(answer.headers().map()).doesNotContainKey("Set-Cookie");
        }
    }

    @Test
    void setsNoCookieAndRedirectsNobody() {
        for (Answer answer :
                List.of(
                        realm.calls().signin(Demo.AGENT + "x", "wrong"),
                        realm.calls().customToken("x"))) {
            ErrorAnswer.check(answer, 401);
            assertThat(answer.headers().map())
                    .doesNotContainKeys("Set-Cookie", "Location", "WWW-Authenticate");
        }
    }

    @Test
    void leavesAnUnknownRealmToKeycloak() {
        Calls unknown = new Calls(URI.create(realm.url() + "-unknown/tiledesk"));

        Answer answer = unknown.signin(Demo.AGENT, Demo.PASSWORD);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("error").asText()).isEqualTo("Realm does not exist");
    }

    private static Map<String, String> agent() {
        return Map.of("email", Demo.AGENT, "password", Demo.PASSWORD);
    }

    private static Map<String, String> visitor() {
        return Map.of("id_project", Demo.PROJECT);
    }

    private static Map<String, String> authorization(String jwt) {
        return Map.of("Authorization", "JWT " + jwt);
    }
}
