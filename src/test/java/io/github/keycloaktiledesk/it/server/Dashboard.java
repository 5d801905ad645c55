// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The Grafana dashboard that we ship. */
public final class Dashboard {

    /** The file, in the project's folder. */
    public static final Path FILE = Path.of("deploy", "grafana", "tiledesk-sign-in.json");

    /** Alert rules of the same metrics. */
    public static final Path ALERTS = Path.of("deploy", "prometheus", "tiledesk-sign-in.yaml");

    /** A label, in the name that a series is shown by. */
    public static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Dashboard() {}

    /** The whole file. */
    public static JsonNode read() {
        try {
            return JSON.readTree(FILE.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its panels, rows among them. */
    public static List<JsonNode> panels() {
        return list(read().path("panels"));
    }

    /** The queries of a panel. */
    public static List<JsonNode> targets(JsonNode panel) {
        return list(panel.path("targets"));
    }

    /** The expression of a query, as Grafana sends it for one realm. */
    public static String expression(JsonNode target, String realm) {
        return target.path("expr")
                .asText()
                .replace("$__rate_interval", "15s")
                .replace("$realm", realm);
    }

    /** The names of Grafana's colours, by the series of a panel that have one of their own. */
    public static Map<String, String> colours(JsonNode panel) {
        return list(panel.path("fieldConfig").path("overrides")).stream()
                .collect(
                        Collectors.toMap(
                                override -> override.at("/matcher/options").asText(),
                                override ->
                                        override.at("/properties/0/value/fixedColor").asText()));
    }

    /** The elements of an array. */
    public static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
