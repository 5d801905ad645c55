// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.it.server.Dashboard;
import io.github.keycloaktiledesk.it.server.Prometheus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import org.keycloak.util.JsonSerialization;

/**
 * The dashboard as a page, for machines without Grafana: its panels where the file has them, each
 * with what a Prometheus answers, drawn with uPlot as Grafana does.
 */
final class DrawnDashboard {

    private static final String UPLOT = "/META-INF/resources/webjars/uplot/%s/dist/";

    private final Prometheus prometheus;
    private final String realm;
    private final long from;
    private final long to;

    /** What has happened between two instants, in seconds of the epoch. */
    DrawnDashboard(Prometheus prometheus, String realm, long from, long to) {
        this.prometheus = prometheus;
        this.realm = realm;
        this.from = from;
        this.to = to;
    }

    /** The page. */
    String html() {
        ObjectNode shown = JsonSerialization.createObjectNode();
        shown.put("title", Dashboard.read().path("title").asText());
        shown.put("realm", realm);
        ArrayNode panels = shown.putArray("panels");
        Dashboard.panels().forEach(panel -> panels.add(panel(panel)));
        return resource("/dashboard/page.html")
                .replace("/*STYLE*/", resource(uplot() + "uPlot.min.css"))
                .replace("/*SCRIPT*/", resource(uplot() + "uPlot.iife.min.js"))
                .replace("/*DATA*/null", shown.toString());
    }

    private ObjectNode panel(JsonNode panel) {
        JsonNode defaults = panel.path("fieldConfig").path("defaults");
        ObjectNode shown = JsonSerialization.createObjectNode();
        shown.setAll((ObjectNode) panel.path("gridPos"));
        shown.put("type", panel.path("type").asText());
        shown.put("title", panel.path("title").asText());
        shown.put("unit", defaults.path("unit").asText());
        shown.set("max", defaults.get("max"));
        JsonNode stacking = defaults.path("custom").path("stacking").path("mode");
        shown.put("stacked", "normal".equals(stacking.asText()));
        ArrayNode times = shown.putArray("times");
        for (long time = from; time <= to; time++) {
            times.add(time);
        }
        Map<String, String> colours = Dashboard.colours(panel);
        ArrayNode series = shown.putArray("series");
        for (JsonNode target : Dashboard.targets(panel)) {
            String legend = target.path("legendFormat").asText();
            for (JsonNode found : prometheus.query(Dashboard.expression(target, realm), from, to)) {
                ObjectNode one = series(legend, found);
                series.add(one.put("colour", colours.get(one.path("name").asText())));
            }
        }
        return shown;
    }

    private ObjectNode series(String legend, JsonNode found) {
        Map<Long, Double> answered = new HashMap<>();
        for (JsonNode value : found.path("values")) {
            answered.put(value.path(0).asLong(), value.path(1).asDouble());
        }
        ObjectNode series = JsonSerialization.createObjectNode();
        series.put("name", name(legend, found.path("metric")));
        ArrayNode values = series.putArray("values");
        for (long time = from; time <= to; time++) {
            Double value = answered.get(time);
            if (value == null || !Double.isFinite(value)) {
                values.addNull();
            } else {
                values.add(value);
            }
        }
        return series;
    }

    private static String name(String legend, JsonNode labels) {
        return Dashboard.LABEL
                .matcher(legend)
                .replaceAll((MatchResult label) -> labels.path(label.group(1)).asText());
    }

    /** The folder, which is named after the version. */
    private static String uplot() {
        String pom = resource("/META-INF/maven/org.webjars.npm/uplot/pom.properties");
        return UPLOT.formatted(pom.replaceAll("(?s).*version=(\\S+).*", "$1"));
    }

    private static String resource(String name) {
        try (InputStream in = DrawnDashboard.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
