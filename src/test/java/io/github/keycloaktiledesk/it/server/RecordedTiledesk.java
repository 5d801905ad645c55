// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What answers in place of a Tiledesk server, and keeps what it was asked. */
public final class RecordedTiledesk extends Site {

    private static final String MEMBER = "{\"success\":true}";

    private final List<Request> received = Collections.synchronizedList(new ArrayList<>());

    private RecordedTiledesk(String scheme) {
        super(scheme);
        accept();
    }

    /**
     * What came.
     *
     * @param line method and path
     * @param authorization the header
     * @param via the header
     * @param cookie the header
     * @param traceparent the header
     * @param baggage the header
     * @param body the text
     */
    public record Request(
            String line,
            String authorization,
            String via,
            String cookie,
            String traceparent,
            String baggage,
            String body) {}

    /** Starts one with TLS that makes everybody a member. */
    public static RecordedTiledesk start() {
        return new RecordedTiledesk("https");
    }

    /** Starts one without TLS. */
    public static RecordedTiledesk startPlain() {
        return new RecordedTiledesk("http");
    }

    @Override
    void receive(HttpExchange exchange) throws IOException {
        // What our client must not keep.
        exchange.getResponseHeaders().set("Set-Cookie", "connect.sid=another-user's");
        received.add(
                new Request(
                        exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        exchange.getRequestHeaders().getFirst("Via"),
                        exchange.getRequestHeaders().getFirst("Cookie"),
                        exchange.getRequestHeaders().getFirst("traceparent"),
                        exchange.getRequestHeaders().getFirst("baggage"),
                        new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    }

    /** All requests so far. */
    public List<Request> received() {
        return List.copyOf(received);
    }

    /** Its base URL for a Keycloak that runs elsewhere perhaps. */
    public String url(KeycloakServer keycloak) {
        return base(keycloak.hostAddress());
    }

    /** Makes everybody a member. */
    public void accept() {
        answer(200, MEMBER);
    }

    /** Makes everybody a member, but late. */
    public void delay(long millis) {
        delay(millis, MEMBER);
    }

    /** Passes requests on with their headers, as a proxy that leads to the wrong server. */
    public void leadTo(URI base) {
        behave(
                exchange -> {
                    Request request = received.get(received.size() - 1);
                    Answer answer =
                            new Calls(base)
                                    .post(
                                            exchange.getRequestURI().getPath(),
                                            Map.of(
                                                    "Authorization",
                                                    request.authorization(),
                                                    "Via",
                                                    request.via() + ", 1.1 proxy"),
                                            request.body().getBytes(StandardCharsets.UTF_8));
                    respond(exchange, answer.status(), answer.text());
                });
    }
}
