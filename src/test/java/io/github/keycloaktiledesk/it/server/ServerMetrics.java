// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.stream.Stream;

/** What {@link KeycloakServer#behindProxy} shows at Keycloak's metrics endpoint. */
public final class ServerMetrics {

    static final int PORT = Ports.free();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private ServerMetrics() {}

    /**
     * The value of one series.
     *
     * @param counter its name
     * @param tags all that it has to be tagged with, such as {@code outcome="created"}
     * @return 0 where there is none
     */
    public static double value(String counter, String... tags) {
        List<String> found =
                lines().filter(line -> line.startsWith(counter + "{"))
                        .filter(line -> Stream.of(tags).allMatch(line::contains))
                        .toList();
        if (found.size() > 1) {
            throw new AssertionError("Not one series, but " + found);
        }
        return found.stream()
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** All lines that tell of a counter. */
    public static List<String> of(String counter) {
        return lines().filter(line -> line.startsWith(counter + "{")).toList();
    }

    private static Stream<String> lines() {
        URI url = URI.create("http://127.0.0.1:" + PORT + "/metrics");
        return Answer.to(HttpRequest.newBuilder(url).build(), HTTP).text().lines();
    }
}
