// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A Prometheus that scrapes one Keycloak every second. It does not outlive this JVM. */
public final class Prometheus implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final String CONFIGURATION =
            """
            global:
              scrape_interval: 1s
              evaluation_interval: 1s
            rule_files:
              - %s
            scrape_configs:
              - job_name: keycloak
                static_configs:
                  - targets: ['%s']
            """;

    private final URI url;
    private final Background program;

    private Prometheus(URI url, Background program) {
        this.url = url;
        this.program = program;
    }

    /**
     * Starts one, or has the test skipped where this machine has none.
     *
     * @param keycloak the management interface
     * @param rules a file of alert rules
     */
    public static Prometheus start(URI keycloak, Path rules) {
        assumeTrue(Program.isInPath("prometheus"), "No prometheus in the PATH");
        Path folder = BuildOutput.servers().resolve("prometheus-" + UUID.randomUUID());
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("prometheus.yml"),
                    CONFIGURATION.formatted(rules.toAbsolutePath(), keycloak.getAuthority()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String address = "127.0.0.1:" + Ports.free();
        Background program =
                Background.start(
                        List.of(
                                "prometheus",
                                "--config.file=prometheus.yml",
                                "--storage.tsdb.path=data",
                                "--web.listen-address=" + address),
                        folder,
                        folder.resolve("output.txt"),
                        Map.of());
        Prometheus prometheus = new Prometheus(URI.create("http://" + address), program);
        try {
            Soon.isTrue(LIMIT, "Prometheus has scraped Keycloak", prometheus::hasScraped);
            return prometheus;
        } catch (RuntimeException | Error e) {
            prometheus.close();
            throw e;
        }
    }

    private boolean hasScraped() {
        program.requireAlive();
        if (!Ports.answers(url.getHost(), url.getPort())) {
            return false;
        }
        return get("/-/ready", Map.of()).status() == 200 && !query("up == 1").isEmpty();
    }

    /** What an expression gives now. */
    public JsonNode query(String expression) {
        return data("/api/v1/query", Map.of("query", expression)).path("result");
    }

    /** What an expression gives for each second between two instants, in seconds of the epoch. */
    public JsonNode query(String expression, long from, long to) {
        return data(
                        "/api/v1/query_range",
                        Map.of(
                                "query",
                                expression,
                                "start",
                                String.valueOf(from),
                                "end",
                                String.valueOf(to),
                                "step",
                                "1"))
                .path("result");
    }

    /** The alert rules, with what has become of their evaluation. */
    public List<JsonNode> rules() {
        return List.copyOf(data("/api/v1/rules", Map.of()).findParents("health"));
    }

    private JsonNode data(String path, Map<String, String> parameters) {
        Answer answer = get(path, parameters);
        if (answer.status() != 200) {
            throw new AssertionError(parameters + ": " + answer.text());
        }
        return answer.json().path("data");
    }

    private Answer get(String path, Map<String, String> parameters) {
        StringBuilder query = new StringBuilder("?");
        parameters.forEach(
                (name, value) ->
                        query.append(name)
                                .append('=')
                                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                                .append('&'));
        return Answer.to(HttpRequest.newBuilder(URI.create(url + path + query)).build(), HTTP);
    }

    @Override
    public void close() {
        program.close();
    }
}
