// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server in this JVM that Keycloak calls, well-behaved or not, which counts the requests. */
abstract class Site implements AutoCloseable {

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile HttpHandler behaviour = exchange -> respond(exchange, 404, "");

    /** One that answers 404. */
    Site(String scheme) {
        this.scheme = scheme;
        this.server = create(scheme);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    private static HttpServer create(String scheme) {
        try {
            InetSocketAddress anyPort = new InetSocketAddress(0);
            if ("http".equals(scheme)) {
                return HttpServer.create(anyPort, 0);
            }
            HttpsServer server = HttpsServer.create(anyPort, 0);
            server.setHttpsConfigurator(new HttpsConfigurator(TestCertificate.sslContext()));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            receive(exchange);
            behaviour.handle(exchange);
        } catch (ClosedException e) {
            // The test is over.
        }
    }

    /** Hears of every request. */
    void receive(HttpExchange exchange) throws IOException {
        // Counting is enough for most.
    }

    /** Its base under this name or address of the machine. */
    final String base(String host) {
        return scheme + "://" + host + ":" + server.getAddress().getPort();
    }

    /** Requests so far. */
    public final int requests() {
        return requests.get();
    }

    final void behave(HttpHandler how) {
        behaviour = how;
    }

    /** Answers this. */
    public final void answer(int status, String body) {
        behave(exchange -> respond(exchange, status, body));
    }

    /** Sends whoever asks to another address. */
    public final void redirect(String to) {
        behave(
                exchange -> {
                    exchange.getResponseHeaders().set("Location", to);
                    respond(exchange, 302, "");
                });
    }

    /** Answers this, but late. */
    final void delay(long millis, String body) {
        behave(
                exchange -> {
                    pause(millis);
                    respond(exchange, 200, body);
                });
    }

    /** Never answers. */
    public final void hang() {
        behave(exchange -> await(released));
    }

    /** Ends the connections of all whom it has never answered. */
    public final void release() {
        released.countDown();
    }

    static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ClosedException();
    }

    final void pause(long millis) throws IOException {
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
    public final void close() {
        closed.countDown();
        release();
        server.stop(0);
        threads.shutdownNow();
    }

    private static final class ClosedException extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
