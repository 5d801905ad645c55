// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.AtOnce;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.Ports;
import io.github.keycloaktiledesk.it.server.ReverseProxy;
import io.github.keycloaktiledesk.it.server.ReverseProxyKind;
import io.github.keycloaktiledesk.it.server.Soon;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which of several nodes the reverse proxies of {@code deploy/} ask. What they ask of them is
 * tested elsewhere: servers that only answer stand in their place.
 */
@Tag("distribution")
@ParameterizedClass
@EnumSource
class ReverseProxyNodesIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int CALLS = 8;
    private static final URI NOBODY = URI.create("http://127.0.0.1:" + Ports.free());

    @AutoClose private final Node first = new Node();
    @AutoClose private final Node second = new Node();

    private final ReverseProxyKind kind;

    ReverseProxyNodesIT(ReverseProxyKind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void needsTheProgram() {
        assumeTrue(kind.isInstalled(), kind + " is not tested: it is not in the PATH");
    }

    @Test
    void spreadsTheCalls() {
        try (ReverseProxy proxy = start(first.realm(), second.realm())) {
            assertThat(statuses(proxy)).containsOnly(200);

            assertThat(first.bodies).isNotEmpty();
            assertThat(second.bodies).isNotEmpty();
            assertThat(first.bodies.size() + second.bodies.size()).isEqualTo(CALLS);
            assertThat(first.paths).containsOnly("/realms/demo/tiledesk/auth/signinAnonymously");
        }
    }

    @Test
    void sendsWhatFoundNoConnectionToAnotherNode() {
        try (ReverseProxy proxy = start(NOBODY.resolve("/realms/demo"), first.realm())) {
            assertThat(statuses(proxy)).containsOnly(200);
            assertThat(first.bodies)
                    .containsExactlyElementsOf(
                            IntStream.range(0, CALLS).mapToObj(ReverseProxyNodesIT::body).toList());

            assertThat(proxy.calls().customToken("a.b.c").status()).isEqualTo(200);
        }
    }

    /** A node may have signed somebody in, and have gone before it said so. */
    @Test
    void sendsNothingTwice() {
        first.drops = true;
        try (ReverseProxy proxy = start(first.realm(), second.realm())) {
            List<Answer> answers = IntStream.range(0, CALLS).mapToObj(i -> call(proxy, i)).toList();

            List<Answer> failed = answers.stream().filter(it -> it.status() != 200).toList();
            assertThat(failed).isNotEmpty().hasSameSizeAs(first.bodies);
            assertThat(failed)
                    .allSatisfy(
                            answer -> {
                                assertThat(ErrorAnswer.check(answer, 503))
                                        .isEqualTo("Temporarily unavailable");
                                assertThat(answer.header("Retry-After")).hasValue("5");
                            });
            assertThat(second.bodies).isNotEmpty().doesNotContainAnyElementsOf(first.bodies);
        }
    }

    /**
     * Keycloak's own answer to what {@code http-max-queued-requests} leaves no room for is empty.
     */
    @Test
    void saysForANodeThatTakesNoMoreCalls() {
        first.status = 503;
        try (ReverseProxy proxy = start(first.realm(), first.realm())) {
            Answer answer = call(proxy, 1);

            assertThat(ErrorAnswer.check(answer, 503)).isEqualTo("Temporarily unavailable");
            assertThat(answer.headers().allValues("Retry-After")).containsExactly("5");
            assertThat(answer.headers().allValues("Access-Control-Allow-Origin"))
                    .containsExactly("*");
            assertThat(first.bodies).hasSize(1);
        }
    }

    @Test
    void leavesToANodeForWhomAndHowLongACallIsNotAnswered() {
        first.status = 503;
        first.headers =
                Map.of(
                        "Content-Type", "application/json; charset=utf-8",
                        "Retry-After", "30",
                        "Access-Control-Allow-Origin", "https://shop.example.test",
                        "Vary", "Origin",
                        "X-Content-Type-Options", "nosniff");
        try (ReverseProxy proxy = start(first.realm(), first.realm())) {
            Answer answer = call(proxy, 1);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers().allValues("Retry-After")).containsExactly("30");
            assertThat(answer.headers().allValues("Access-Control-Allow-Origin"))
                    .containsExactly("https://shop.example.test");
            assertThat(answer.headers().allValues("Vary")).containsExactly("Origin");
            assertThat(answer.headers().allValues("X-Content-Type-Options"))
                    .containsExactly("nosniff");
        }
    }

    /** A page that Keycloak does not name shall not read it. */
    @ParameterizedTest
    @ValueSource(ints = {503, 413})
    void namesNoPageThatANodeDoesNotName(int status) {
        first.status = status;
        first.headers = Map.of("Content-Type", "application/json", "Vary", "Origin");
        try (ReverseProxy proxy = start(first.realm(), first.realm())) {
            Answer answer = call(proxy, 1);

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).isEmpty();
            assertThat(answer.headers().allValues("Retry-After")).isEmpty();
            assertThat(answer.headers().allValues("Vary")).containsExactly("Origin");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {413, 502, 503, 504})
    void leavesToTiledeskWhatItAnswersToOtherMethods(int status) {
        second.status = status;
        second.headers = Map.of("Content-Type", "text/plain", "Retry-After", "7");
        try (ReverseProxy proxy = ReverseProxy.start(kind, first.realm(), second.realm())) {
            Answer answer = proxy.calls().send("PUT", Calls.SIGNIN, Map.of(), new byte[0]);

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("Content-Type")).hasValue("text/plain");
            assertThat(answer.header("Retry-After")).hasValue("7");
            assertThat(first.bodies).isEmpty();
            assertThat(second.paths).contains("/auth/signin");
        }
    }

    /** It says nothing about the nodes. */
    @Test
    void asksNobodyForACallThatBreaksOff() throws IOException {
        try (ReverseProxy proxy = start(first.realm(), second.realm())) {
            for (int i = 0; i < CALLS; i++) {
                breakOff(proxy);
            }

            assertThat(statuses(proxy)).containsOnly(200);
            assertThat(first.bodies.size() + second.bodies.size()).isEqualTo(CALLS);
        }
    }

    @Test
    void asksNoNodeThatSaysThatItIsNotReady() {
        assumeTrue(kind == ReverseProxyKind.CADDY, kind + " asks no node how it is");
        first.ready = false;
        try (ReverseProxy proxy =
                ReverseProxy.startThatAsksNodes(
                        kind, List.of(first.realm(), second.realm()), NOBODY)) {
            Soon.isTrue(SOON, "the first is left out", () -> isLeftOut(first, proxy));

            first.ready = true;
            second.ready = false;

            Soon.isTrue(SOON, "the second is left out", () -> isLeftOut(second, proxy));
            assertThat(statuses(proxy)).containsOnly(200);
            assertThat(first.bodies).isNotEmpty();
        }
    }

    /** Many calls, as a balancer that misses it does so once in hundreds. */
    @Test
    void findsTheOneThatIsLeftWhenCallsComeAtOnce() {
        first.ready = false;
        try (ReverseProxy proxy =
                ReverseProxy.startThatAsksNodes(
                        kind, List.of(first.realm(), second.realm()), NOBODY)) {
            if (kind == ReverseProxyKind.CADDY) {
                Soon.isTrue(SOON, "the first is left out", () -> isLeftOut(first, proxy));
            } else {
                first.close();
            }
            Supplier<List<Integer>> hundreds =
                    () ->
                            IntStream.range(0, 50)
                                    .mapToObj(i -> statuses(proxy))
                                    .flatMap(List::stream)
                                    .toList();

            assertThat(AtOnce.call(Collections.nCopies(32, hundreds)))
                    .allSatisfy(statuses -> assertThat(statuses).containsOnly(200));
        }
    }

    private static boolean isLeftOut(Node node, ReverseProxy proxy) {
        int before = node.bodies.size();
        return statuses(proxy).stream().allMatch(status -> status == 200)
                && node.bodies.size() == before;
    }

    private ReverseProxy start(URI... realms) {
        return ReverseProxy.start(kind, List.of(realms), NOBODY);
    }

    private static List<Integer> statuses(ReverseProxy proxy) {
        return IntStream.range(0, CALLS).mapToObj(i -> call(proxy, i).status()).toList();
    }

    private static Answer call(ReverseProxy proxy, int number) {
        return proxy.calls().anonymously(Map.of("id_project", Demo.PROJECT + number));
    }

    private static String body(int number) {
        return "{\"id_project\":\"" + Demo.PROJECT + number + "\"}";
    }

    private static void breakOff(ReverseProxy proxy) throws IOException {
        try (Socket caller = new Socket("127.0.0.1", proxy.url().getPort())) {
            String call =
                    "POST /auth/signin HTTP/1.1\r\nHost: localhost:%d\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
                            .formatted(proxy.url().getPort());
            caller.getOutputStream().write(call.getBytes(StandardCharsets.US_ASCII));
            caller.shutdownOutput();
            caller.getInputStream().readAllBytes();
        }
    }

    /** In a node's place. */
    private static final class Node implements AutoCloseable {

        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final HttpServer server;
        private final List<String> bodies = new CopyOnWriteArrayList<>();
        private final List<String> paths = new CopyOnWriteArrayList<>();

        /** What it says of itself. */
        private volatile boolean ready = true;

        /** Whether it reads calls and then goes. */
        private volatile boolean drops;

        /** What it answers calls with. */
        private volatile int status = 200;

        private volatile Map<String, String> headers = Map.of();

        Node() {
            try {
                server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            server.setExecutor(threads);
            server.createContext("/health/ready", call -> answer(call, ready ? 200 : 503));
            server.createContext("/", this::take);
            server.start();
        }

        URI realm() {
            return URI.create(
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/realms/" + Demo.REALM);
        }

        private void take(HttpExchange call) throws IOException {
            paths.add(call.getRequestURI().toString());
            bodies.add(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (drops) {
                call.close();
            } else {
                headers.forEach(call.getResponseHeaders()::set);
                answer(call, status);
            }
        }

        private static void answer(HttpExchange call, int status) throws IOException {
            try (call) {
                call.sendResponseHeaders(status, -1);
            }
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
