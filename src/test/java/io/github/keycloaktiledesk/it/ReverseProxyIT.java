// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.RawHttp;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RequestRecorder;
import io.github.keycloaktiledesk.it.server.ReverseProxy;
import io.github.keycloaktiledesk.it.server.ReverseProxyKind;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The reverse proxies of {@code deploy/}, between a caller, our Keycloak and a server in Tiledesk's
 * place. Callers have loopback addresses of their own, as Linux gives them.
 */
@Tag("distribution")
@EnabledOnOs(OS.LINUX)
@ParameterizedClass
@EnumSource
class ReverseProxyIT {

    private static final byte[] NO_BODY = {};
    private static final String CALLER = "127.0.0.21";
    private static final String VISITOR = "{\"id_project\":\"" + Demo.PROJECT + "\"}";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    /** The heads that an Express server takes for a call: its router decodes no path. */
    private static final Pattern CALL =
            Pattern.compile(
                    "POST (?i:(\\w+://[^/ ]*)?/auth/{1,2}signin(Anonymously|WithCustomToken)?/?(\\?.*)?) HTTP");

    /** And those whose path it changes before. */
    private static final Pattern ODD =
            Pattern.compile("\\S+ [^\\r]*[^!-~ \\r].* HTTP|\\S+ \\S*[#\\\\]");

    /** What a caller says who would like to be somebody else, somewhere else. */
    private static final List<String> LIES =
            List.of(
                    "X-Forwarded-For: 198.51.100.1",
                    "X-Forwarded-Proto: https",
                    "X-Forwarded-Ssl: on",
                    "X-Forwarded-Host: evil.example.com",
                    "X-Forwarded-Port: 4711",
                    "X-Forwarded-Prefix: /evil",
                    "Forwarded: for=198.51.100.2;host=evil.example.com;proto=https");

    private static TestRealm realm;
    private static RequestRecorder tiledesk;
    private static ReverseProxy proxy;

    private final ReverseProxyKind kind;

    ReverseProxyIT(ReverseProxyKind kind) {
        this.kind = kind;
    }

    @BeforeAll
    static void create() {
        realm =
                TestRealm.createOn(
                        KeycloakServer.behindProxy(),
                        rep -> {
                            RealmParts.allowRapidSignIns(rep);
                            RealmParts.step(rep, "tiledesk guest")
                                    .putAll(Map.of("guestsPerAddress", "3"));
                        });
        tiledesk = RequestRecorder.start();
    }

    @AfterAll
    static void delete() {
        tiledesk.close();
        realm.close();
    }

    @BeforeParameterizedClassInvocation
    static void start(ReverseProxyKind kind) {
        proxy = kind.isInstalled() ? ReverseProxy.start(kind, realm, tiledesk.url()) : null;
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (proxy != null) {
            proxy.close();
        }
    }

    @BeforeEach
    void needsTheProgram() {
        assumeTrue(kind.isInstalled(), kind + " is not tested: it is not in the PATH");
        tiledesk.takeHeads();
    }

    /** Each call tells by its error which one it was. */
    @ParameterizedTest
    @CsvSource({
        "/auth/signin, email",
        "/v1/auth/signin, email",
        "/v2/auth/signin/, email",
        "/V3/Auth/SignIn, email",
        "/auth/signin?password=x, email",
        "/auth/signinAnonymously, id_project",
        "/v3/auth/signinAnonymously/, id_project",
        "/auth/signinWithCustomToken, Unauthorized",
        "/v3/AUTH/SIGNINWITHCUSTOMTOKEN/, Unauthorized",
        "/auth/signin?, email",
        "/auth/signin?a\\b, email",
        "//auth/signin, email",
        "/auth//signin, email",
        "/auth/signin//, email",
        "/auth/signin%2F, email",
        "/v%33/auth/signin, email",
        "/auth/signin/x/.., email",
        "/v3//auth/signin, email",
        "/auth/./signin, email",
        "/x/../auth/signin, email",
        "/auth/%2e%2e/auth/signin, email",
        "/%61uth/sign%69n, email",
        "/v3%2fauth/signin, email"
    })
    void sendsTheCallsToKeycloakHoweverTheyAreWritten(String path, String complaint) {
        Answer answer = send("POST", path);

        assertThat(answer.text()).contains("\"success\":false").contains(complaint);
        assertThat(send("OPTIONS", path).status()).isEqualTo(204);
        assertThat(tiledesk.takeHeads()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET /auth/signin, GET /auth/signin",
        "PUT /auth/signin, PUT /auth/signin",
        "HEAD /v3/auth/signinAnonymously, HEAD /auth/signinAnonymously",
        "DELETE /auth/signinWithCustomToken, DELETE /auth/signinWithCustomToken",
        "POST /auth/signup, POST /auth/signup",
        "POST /v3/auth/requestresetpsw?a=b%2Fc, POST /auth/requestresetpsw?a=b%2Fc",
        "OPTIONS /v3/auth/google, OPTIONS /auth/google",
        "POST /auth/signin/x, POST /auth/signin/x",
        "POST /auth/signinx, POST /auth/signinx",
        "POST /x/auth/signin, POST /x/auth/signin",
        "POST /v4/auth/signin, POST /v4/auth/signin",
        "POST /v3/v3/auth/signin, POST /v3/auth/signin",
        "POST /auth/signin;x, POST /auth/signin;x",
        "POST /auth/signin/..;/x, POST /auth/signin/..;/x",
        "GET /v3/projects/, GET /projects/",
        "GET //projects, GET //projects",
        "GET /v2/a%2Fb/c?d=%2F, GET /a%2Fb/c?d=%2F",
        "GET /, GET /"
    })
    void sendsAllElseToTiledesk(String request, String expected) {
        String[] methodAndPath = request.split(" ");

        assertThat(send(methodAndPath[0], methodAndPath[1]).status()).isEqualTo(200);
        assertThat(tiledesk.takeHeads())
                .singleElement()
                .asString()
                .startsWith(expected + " HTTP/1.1\r\n");
    }

    /** As nobody sends them, and as an Express server behind might understand them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/auth/signin#",
                "/auth/signin\\",
                "/auth/signin\\#",
                "/v3/auth/signin\\#",
                "/auth\\signin#x",
                "/auth\\signin?#",
                "/\\auth/signin#",
                "\\auth\\signin#",
                "/auth/signin\u00a0",
                "/auth\\signin\u00a0",
                "/auth/signin?\u00a0",
                "/auth/signin\u00ef\u00bb\u00bf",
                "/auth/signin\t",
                "/auth\\signin\f",
                "/auth/signin\u0000",
                "/auth/signin\u007f",
                "/auth\\signin x",
                "http://localhost:PORT/auth/signin\\#",
                "http://localhost:PORT/auth\\signin#",
                "x:http://localhost:PORT/auth/signin",
                "x:/auth/signin",
                "http:auth/signin",
                "auth/signin",
                "?/auth/signin",
                "*",
                "/projects?a#b",
                "/projects/\u00fc"
            })
    void refusesOddTargets(String target) {
        assertThat(send("POST", atPort(target)).status()).isEqualTo(400);
        assertThat(tiledesk.takeHeads()).isEmpty();
    }

    @Test
    void saysSoInAFormThatPagesCanRead() {
        Answer answer = send("POST", "/auth/signin\\#");

        assertThat(ErrorAnswer.check(answer, 400)).isEqualTo("Bad request");
        assertThat(answer.headers().allValues(ALLOW_ORIGIN)).containsExactly("*");
    }

    /** The proxies may differ in where they send these, but not to Tiledesk as a call. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST http://localhost:PORT/auth/signin",
                "POST http://localhost:PORT?/auth/signin",
                "POST //localhost:PORT/auth/signin",
                "POST /v3/a%2Fb/../auth/signin",
                "POST /V1/a%2Fb/../Auth/SignIn/?x",
                "POST /v2/a%2Fb/../auth/signinAnonymously",
                "POST /v3/a%2Fb/../auth/signinWithCustomToken",
                "POST /v3/a%2Fb/%2e%2e/auth/signin",
                "POST /v3/a%2Fb/../v3/auth/signin",
                "POST /v1/%2e/v1/auth/signin",
                "POST /v3/v3%2F..%2Fauth/signin",
                "POST /a%2Fb/../auth/signin",
                "POST /auth%5Csignin",
                "POST /auth/signin%5C",
                "POST /auth/signin%23",
                "POST /auth/signin%3F",
                "POST /auth/signin%20",
                "POST /auth/signin%09",
                "POST /auth/signin%00",
                "POST /auth/signin%C2%A0",
                "POST /auth/%2573ignin",
                "POST /auth/%C5%BFignin",
                "POST /auth;/signin",
                "POST /auth/signin.",
                "post /auth/signin"
            })
    void makesNoCallOfWhatIsNone(String request) {
        String[] methodAndTarget = atPort(request).split(" ");
        send(methodAndTarget[0], methodAndTarget[1]);

        assertThat(tiledesk.takeHeads())
                .noneMatch(head -> CALL.matcher(head).lookingAt())
                .noneMatch(head -> ODD.matcher(head).lookingAt());
    }

    /** Tiledesk's own store of passwords is not the realm's. */
    @ParameterizedTest
    @CsvSource({
        "Basic YTpi, /v3/projects",
        "Basic YTpi, /auth/signin",
        "Basic YTpi, /",
        "basic   YTpi, /projects",
        "BASIC YTpi, /projects",
        "XBasic YTpi, /projects",
        "Basic, /projects"
    })
    void sendsNoPasswordPastKeycloak(String credentials, String path) {
        for (String method : List.of("GET", "POST")) {
            Answer answer = authorized(method, path, credentials);

            assertThat(ErrorAnswer.check(answer, 401)).isEqualTo("Unauthorized");
            assertThat(answer.header("WWW-Authenticate")).isEmpty();
            assertThat(answer.headers().allValues(ALLOW_ORIGIN)).containsExactly("*");
        }
        assertThat(tiledesk.takeHeads()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT basic.basic.basic", "Bearer basic"})
    void handsTokensOn(String credentials) {
        assertThat(authorized("GET", "/projects", credentials).status()).isEqualTo(200);
        assertThat(tiledesk.takeHeads())
                .singleElement()
                .asString()
                .contains("\r\nAuthorization: " + credentials + "\r\n");
    }

    @Test
    void asksForNoOtherProtocolThanWebSockets() {
        try (RequestRecorder keycloak = RequestRecorder.start();
                ReverseProxy before =
                        ReverseProxy.start(
                                kind,
                                URI.create(keycloak.url() + "/realms/demo"),
                                tiledesk.url())) {
            for (String protocol : List.of("h2c", "websocket")) {
                assertThat(upgrade(before, protocol, Calls.SIGNIN).status()).isEqualTo(200);
            }
            assertThat(upgrade(before, "h2c", "/ws").status()).isEqualTo(200);

            assertThat(keycloak.takeHeads())
                    .hasSize(2)
                    .allSatisfy(head -> assertThat(head).doesNotContainIgnoringCase("upgrade"));
            assertThat(tiledesk.takeHeads())
                    .singleElement()
                    .asString()
                    .doesNotContainIgnoringCase("upgrade");
        }
    }

    /** Whatever is not one of the three calls may go astray, but never to Keycloak. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/realms/%s/protocol/openid-connect/token",
                "/admin/realms",
                "/auth/signin/../token",
                "/auth/signin/../../../protocol/openid-connect/token",
                "/auth/signin/%2e%2e/%2e%2e/%2e%2e/protocol/openid-connect/token",
                "/auth/signin%2f..%2f..%2f..%2fprotocol/openid-connect/token",
                "/v3/../realms/%s/protocol/openid-connect/token",
                "/v3/%2e%2e/realms/%s/protocol/openid-connect/token",
                "/v3/realms/%s/protocol/openid-connect/token",
                "//realms/%s/protocol/openid-connect/token",
                "/auth/signin;/../../../protocol/openid-connect/token",
                "/auth/signin%23/../../protocol/openid-connect/token",
                "/auth/signin%3f/../../protocol/openid-connect/token",
                "/../realms/%s/protocol/openid-connect/token"
            })
    void leadsNowhereElseInKeycloak(String pattern) {
        Answer answer = send("POST", pattern.replace("%s", realm.name()));

        if (answer.status() == 200) {
            assertThat(tiledesk.takeHeads()).hasSize(1);
        } else {
            // Refused by the proxy itself.
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).doesNotContain("\"error\"").doesNotContain("\"msg\"");
        }
    }

    @Test
    void tellsTiledeskWhoIsAsking() {
        assertThat(RawHttp.postFrom(CALLER, at("/v3/projects"), LIES, "{}").status())
                .isEqualTo(200);

        assertThat(tiledesk.takeHeads())
                .singleElement()
                .asString()
                .containsIgnoringCase("\r\nX-Forwarded-For: " + CALLER + "\r\n")
                .containsIgnoringCase("\r\nX-Forwarded-Proto: http\r\n")
                .doesNotContain("evil")
                .doesNotContain("198.51.100")
                .doesNotContain("4711");
    }

    /** Three guests of an address and hour. */
    @Test
    void tellsKeycloakWhoIsAsking() {
        String from = kind == ReverseProxyKind.NGINX ? "127.0.0.31" : "127.0.0.32";
        for (int i = 0; i < 3; i++) {
            assertThat(guest(from, List.of("X-Forwarded-For: 198.51.100." + i))).isEqualTo(200);
        }

        assertThat(guest(from, LIES)).isEqualTo(429);
        assertThat(guest(from.replace("127.0.0.", "127.0.1."), LIES)).isEqualTo(200);
    }

    @Test
    void tellsKeycloakItsOwnAddressWhateverTheCallerSays() {
        String from = kind == ReverseProxyKind.NGINX ? "127.0.0.41" : "127.0.0.42";
        Answer honest = RawHttp.postFrom(from, at(Calls.ANONYMOUSLY), List.of(), VISITOR);
        Answer lying = RawHttp.postFrom(from, at(Calls.ANONYMOUSLY), LIES, VISITOR);

        assertThat(lying.claims().path("iss").asText())
                .isEqualTo(honest.claims().path("iss").asText())
                .isEqualTo(proxy.url() + "/realms/" + realm.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/v3"})
    void letsAllThreeSignIn(String version) {
        Calls calls = new Calls(URI.create(proxy.url() + version));

        Answer agent = calls.signin(Demo.AGENT, Demo.PASSWORD);
        Answer customer = calls.customToken(Demo.customer().sign(Demo.SECRET));
        String from = "127.0.2." + (kind.ordinal() * 2 + version.length() + 1);
        Answer visitor =
                RawHttp.postFrom(from, at(version + Calls.ANONYMOUSLY), List.of(), VISITOR);

        for (Answer answer : List.of(agent, customer, visitor)) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(calls.customToken(answer.token()).status()).isEqualTo(200);
        }
        assertThat(tiledesk.takeHeads()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {Calls.SIGNIN, Calls.ANONYMOUSLY, Calls.CUSTOM_TOKEN})
    void letsPagesOfOtherOriginsAsk(String call) {
        Answer preflight =
                RawHttp.send(
                        "OPTIONS",
                        "/v3" + call,
                        proxy.url(),
                        List.of(
                                "Origin: https://shop.example.com",
                                "Access-Control-Request-Method: POST",
                                "Access-Control-Request-Headers: authorization,content-type"),
                        NO_BODY);

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.headers().allValues(ALLOW_ORIGIN)).containsExactly("*");
        assertThat(preflight.header("Access-Control-Allow-Headers"))
                .contains("authorization,content-type");
        assertThat(send("POST", "/v3" + call).headers().allValues(ALLOW_ORIGIN))
                .containsExactly("*");
    }

    @Test
    void refusesBodiesOfMoreThan64KiBInAFormThatPagesCanRead() {
        Calls calls = new Calls(proxy.url());
        String most = "{\"email\":\"" + "a".repeat(64 * 1024 - 12) + "\"}";
        byte[] bytes = most.getBytes(StandardCharsets.UTF_8);
        Map<String, String> json = Map.of("Content-Type", "application/json");

        assertThat(bytes).hasSize(64 * 1024);
        assertThat(calls.post(Calls.SIGNIN, json, bytes).status()).isEqualTo(422);
        Answer refused =
                calls.post(Calls.SIGNIN, json, (most + " ").getBytes(StandardCharsets.UTF_8));
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.text())
                .isEqualTo("{\"success\":false,\"msg\":\"Request entity too large\"}");
        assertThat(refused.headers().allValues(ALLOW_ORIGIN)).containsExactly("*");
        // Files for Tiledesk may be larger.
        assertThat(calls.post("/images/users", json, new byte[1024 * 1024]).status())
                .isEqualTo(200);
    }

    /** As long as a token of a guest with many attributes. */
    @Test
    void handsLongHeadersOn() {
        String token = "a".repeat(30_000);

        Answer answer = new Calls(proxy.url()).customToken(token);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("msg").asText()).isEqualTo("Unauthorized");
    }

    @Test
    void saysThatACallerCameByTls() {
        try (ReverseProxy secure = ReverseProxy.startWithTls(kind, realm, tiledesk.url())) {
            Answer agent = secure.calls().signin(Demo.AGENT, Demo.PASSWORD);
            Answer other = secure.calls().post("/v3/projects", Map.of());

            assertThat(agent.claims().path("iss").asText())
                    .isEqualTo(secure.url() + "/realms/" + realm.name())
                    .startsWith("https:");
            assertThat(other.status()).isEqualTo(200);
            assertThat(tiledesk.takeHeads())
                    .singleElement()
                    .asString()
                    .containsIgnoringCase("\r\nX-Forwarded-Proto: https\r\n");
        }
    }

    @Test
    void opensWebSocketsToTiledesk() throws IOException {
        try (Socket socket = new Socket(proxy.url().getHost(), proxy.url().getPort())) {
            socket.setSoTimeout(10_000);
            String opening =
                    """
                    GET /ws?token=a%20b HTTP/1.1
                    Host: localhost:PORT
                    Connection: Upgrade
                    Upgrade: websocket
                    Sec-WebSocket-Version: 13
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

                    """
                            .replace("PORT", String.valueOf(proxy.url().getPort()))
                            .replace("\n", "\r\n");
            socket.getOutputStream().write(opening.getBytes(StandardCharsets.US_ASCII));
            String head = RawHttp.readHead(socket.getInputStream());
            socket.getOutputStream().write("ping".getBytes(StandardCharsets.US_ASCII));

            assertThat(head).startsWith("HTTP/1.1 101 ");
            assertThat(socket.getInputStream().readNBytes(4)).asString().isEqualTo("ping");
            assertThat(tiledesk.takeHeads())
                    .singleElement()
                    .asString()
                    .startsWith("GET /ws?token=a%20b ");
        }
    }

    @Test
    void saysSoInAFormThatPagesCanReadWhileKeycloakIsAway() {
        RequestRecorder gone = RequestRecorder.start();
        gone.close();
        URI nobody = URI.create(gone.url() + "/realms/demo");
        try (ReverseProxy before = ReverseProxy.start(kind, nobody, tiledesk.url())) {
            Answer answer = new Calls(before.url()).signin(Demo.AGENT, Demo.PASSWORD);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().path("success").asBoolean(true)).isFalse();
            assertThat(answer.json().path("msg").asText()).isEqualTo("Temporarily unavailable");
            assertThat(answer.headers().allValues(ALLOW_ORIGIN)).containsExactly("*");
            assertThat(answer.header("Retry-After")).isPresent();
        }
    }

    private int guest(String from, List<String> headers) {
        return RawHttp.postFrom(from, at(Calls.ANONYMOUSLY), headers, VISITOR).status();
    }

    private static Answer authorized(String method, String path, String credentials) {
        List<String> headers = List.of("Authorization: " + credentials, "Content-Length: 0");
        return RawHttp.send(method, path, proxy.url(), headers, NO_BODY);
    }

    private static Answer upgrade(ReverseProxy at, String protocol, String path) {
        return RawHttp.send(
                "POST",
                path,
                at.url(),
                List.of(
                        "Connection: Upgrade, HTTP2-Settings",
                        "Upgrade: " + protocol,
                        "HTTP2-Settings: AAMAAABkAAQAAP__",
                        "Content-Length: 0"),
                NO_BODY);
    }

    private static String atPort(String target) {
        return target.replace("PORT", String.valueOf(proxy.url().getPort()));
    }

    private static URI at(String path) {
        return URI.create(proxy.url() + path);
    }

    private static Answer send(String method, String path) {
        return RawHttp.send(method, path, proxy.url(), List.of("Content-Length: 0"), NO_BODY);
    }
}
