// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A site's JWKS endpoint in this JVM, well-behaved or not, which counts the requests. */
public final class JwksServer extends Site {

    private JwksServer() {
        super("https");
    }

    /** Starts one that answers 404. */
    public static JwksServer start() {
        return new JwksServer();
    }

    /** Its address for a Keycloak that runs elsewhere perhaps. */
    public String url(KeycloakServer keycloak) {
        return url(keycloak.hostAddress());
    }

    /** Its address under this name or address of the machine. */
    public String url(String host) {
        return base(host) + "/jwks.json";
    }

    /** Publishes these keys. */
    public void publish(SigningKey... keys) {
        answer(200, SigningKey.jwks(keys));
    }

    /** Publishes these keys, but late. */
    public void delay(long millis, SigningKey... keys) {
        delay(millis, SigningKey.jwks(keys));
    }

    /** Publishes these keys, after a header of many megabytes. */
    public void inflateHeader(SigningKey... keys) {
        String body = SigningKey.jwks(keys);
        behave(
                exchange -> {
                    exchange.getResponseHeaders().set("Inflated", "a".repeat(32 * 1024 * 1024));
                    respond(exchange, 200, body);
                });
    }

    /** Answers, but a byte at a time. */
    public void drip(SigningKey... keys) {
        byte[] body = SigningKey.jwks(keys).getBytes(StandardCharsets.UTF_8);
        behave(
                exchange -> {
                    exchange.sendResponseHeaders(200, body.length);
                    OutputStream out = exchange.getResponseBody();
                    for (byte b : body) {
                        out.write(b);
                        out.flush();
                        pause(500);
                    }
                });
    }
}
