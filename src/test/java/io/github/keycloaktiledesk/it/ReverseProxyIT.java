package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.Proxy;
import io.github.keycloaktiledesk.it.server.RawHttp;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RecordingServer;
import io.github.keycloaktiledesk.it.server.ReverseProxy;
import io.github.keycloaktiledesk.it.server.ReverseProxyKind;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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
    private static RecordingServer tiledesk;
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
        tiledesk = RecordingServer.start();
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
        "//auth/signin, email",
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
        assertThat(Proxy.post(CALLER, at("/v3/projects"), LIES, "{}").status()).isEqualTo(200);

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
        Answer honest = Proxy.post(from, at(Calls.ANONYMOUSLY), List.of(), VISITOR);
        Answer lying = Proxy.post(from, at(Calls.ANONYMOUSLY), LIES, VISITOR);

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
        Answer visitor = Proxy.post(from, at(version + Calls.ANONYMOUSLY), List.of(), VISITOR);

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
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) socket.getInputStream().read());
            }
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
        RecordingServer gone = RecordingServer.start();
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
        return Proxy.post(from, at(Calls.ANONYMOUSLY), headers, VISITOR).status();
    }

    private static URI at(String path) {
        return URI.create(proxy.url() + path);
    }

    private static Answer send(String method, String path) {
        return RawHttp.send(method, path, proxy.url(), List.of("Content-Length: 0"), NO_BODY);
    }
}
