package io.github.keycloaktiledesk.it.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A site's JWKS endpoint in this JVM, well-behaved or not, which counts the requests. */
public final class JwksServer implements AutoCloseable {

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile HttpHandler answer = exchange -> answer(exchange, 404, "");

    private JwksServer(HttpsServer server) {
        this.server = server;
    }

    /** Starts one that answers 404. */
    public static JwksServer start() {
        try {
            HttpsServer server = HttpsServer.create(new InetSocketAddress(0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(TestCertificate.sslContext()));
            JwksServer jwks = new JwksServer(server);
            server.createContext("/", jwks::handle);
            server.setExecutor(jwks.threads);
            server.start();
            return jwks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            answer.handle(exchange);
        } catch (ClosedException e) {
            // The test is over.
        }
    }

    /** Its address for a Keycloak that runs elsewhere perhaps. */
    public String url(KeycloakServer keycloak) {
        return url(keycloak.hostAddress());
    }

    /** Its address under this name or address of the machine. */
    public String url(String host) {
        return "https://" + host + ":" + server.getAddress().getPort() + "/jwks.json";
    }

    /** Requests so far. */
    public int requests() {
        return requests.get();
    }

    /** Publishes these keys. */
    public void publish(SigningKey... keys) {
        answer(200, SigningKey.jwks(keys));
    }

    /** Answers this. */
    public void answer(int status, String body) {
        answer = exchange -> answer(exchange, status, body);
    }

    /** Sends whoever asks to another address. */
    public void redirect(String to) {
        answer =
                exchange -> {
                    exchange.getResponseHeaders().set("Location", to);
                    answer(exchange, 302, "");
                };
    }

    /** Publishes these keys, but late. */
    public void delay(long millis, SigningKey... keys) {
        String body = SigningKey.jwks(keys);
        answer =
                exchange -> {
                    pause(millis);
                    answer(exchange, 200, body);
                };
    }

    /** Publishes these keys, after a header of many megabytes. */
    public void inflateHeader(SigningKey... keys) {
        String body = SigningKey.jwks(keys);
        answer =
                exchange -> {
                    exchange.getResponseHeaders().set("Inflated", "a".repeat(32 * 1024 * 1024));
                    answer(exchange, 200, body);
                };
    }

    /** Never answers. */
    public void hang() {
        answer = exchange -> pause(TimeUnit.MINUTES.toMillis(5));
    }

    /** Answers, but a byte at a time. */
    public void drip(SigningKey... keys) {
        byte[] body = SigningKey.jwks(keys).getBytes(StandardCharsets.UTF_8);
        answer =
                exchange -> {
                    exchange.sendResponseHeaders(200, body.length);
                    OutputStream out = exchange.getResponseBody();
                    for (byte b : body) {
                        out.write(b);
                        out.flush();
                        pause(500);
                    }
                };
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void pause(long millis) throws IOException {
        try {
            if (closed.await(millis, TimeUnit.MILLISECONDS)) {
                throw new ClosedException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedException();
        }
    }

    /** Answers nobody any more. */
    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private static final class ClosedException extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
