// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.load;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A call that is offered again and again.
 *
 * @param name what it is counted by; several may have the same
 * @param perSecond how often it is offered; in a closed loop its share
 * @param path below the base URL
 * @param authorization the header, or an empty text
 * @param body JSON
 */
public record Offered(
        String name, double perSecond, String path, String authorization, String body) {

    private static final String SEPARATOR = "\t";

    /** Reads what {@link #line} has written. */
    static Offered parse(String line) {
        String[] parts = line.split(SEPARATOR, -1);
        return new Offered(parts[0], Double.parseDouble(parts[1]), parts[2], parts[3], parts[4]);
    }

    /** The same in one line. */
    String line() {
        return String.join(SEPARATOR, name, String.valueOf(perSecond), path, authorization, body);
    }

    /** Its request, as the bytes that go out. */
    byte[] request(URI base) {
        return PostRequest.of(
                URI.create(base + path),
                "application/json",
                authorization.isEmpty() ? Map.of() : Map.of("Authorization", authorization),
                body.getBytes(StandardCharsets.UTF_8));
    }
}
