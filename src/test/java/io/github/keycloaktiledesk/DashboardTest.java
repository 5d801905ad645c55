// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Dashboard;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Grafana dashboard is one that Grafana can import; DashboardIT tries what it asks. */
class DashboardTest {

    private static final Path PAGE = Path.of("docs", "observability.md");
    private static final int COLUMNS = 24;

    /** Of Grafana 10.0 to 11.x; later ones bring it up to date by themselves. */
    private static final int SCHEMA_VERSION = 39;

    private final JsonNode dashboard = Dashboard.read();
    private final List<JsonNode> panels = Dashboard.panels();

    @Test
    void hasWhatADashboardHas() {
        assertThat(dashboard.path("title").asText()).isEqualTo("Tiledesk sign-in");
        assertThat(dashboard.path("schemaVersion").asInt()).isEqualTo(SCHEMA_VERSION);
        assertThat(dashboard.path("uid").asText()).hasSizeLessThanOrEqualTo(40).matches("[\\w-]+");
        assertThat(dashboard.path("id").isNull())
                .as("the id is that of one Grafana's database")
                .isTrue();
    }

    @Test
    void hasPanelsWithIdsOfTheirOwn() {
        assertThat(panels).hasSizeGreaterThan(10);
        assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
        assertThat(panels)
                .allSatisfy(
                        panel -> {
                            assertThat(panel.path("title").asText()).isNotEmpty();
                            assertThat(panel.path("type").asText()).isIn("row", "timeseries");
                        });
    }

    @Test
    void laysThemOutSideBySide() {
        List<Rectangle> places = panels.stream().map(DashboardTest::place).toList();

        for (Rectangle place : places) {
            assertThat(place.x + place.width).isLessThanOrEqualTo(COLUMNS);
            assertThat(places).filteredOn(place::intersects).containsExactly(place);
        }
    }

    /** So that what is good is not red one day, and green another. */
    @Test
    void hasAColourOfItsOwnForEachOutcomeOfThePage() throws IOException {
        List<String> outcomes =
                Pattern.compile("(?m)^\\| `(\\w+)` \\| \\d{3}")
                        .matcher(Files.readString(PAGE))
                        .results()
                        .map(outcome -> outcome.group(1))
                        .toList();

        assertThat(outcomes).contains("success");
        assertThat(panels)
                .filteredOn(panel -> "Outcomes per second".equals(panel.path("title").asText()))
                .singleElement()
                .satisfies(
                        panel -> {
                            Map<String, String> colours = Dashboard.colours(panel);
                            assertThat(colours).containsOnlyKeys(outcomes);
                            assertThat(colours.values()).doesNotHaveDuplicates();
                        });
    }

    private static Rectangle place(JsonNode panel) {
        JsonNode grid = panel.path("gridPos");
        return new Rectangle(
                grid.path("x").asInt(),
                grid.path("y").asInt(),
                grid.path("w").asInt(),
                grid.path("h").asInt());
    }

    /** Whoever imports it has a data source and realms of their own. */
    @Test
    void asksTheChosenDataSourceForTheChosenRealms() {
        assertThat(Dashboard.list(dashboard.path("templating").path("list")))
                .extracting(variable -> variable.path("name").asText())
                .containsExactly("datasource", "realm");
        assertThat(dashboard.findValues("datasource"))
                .allMatch(source -> "${datasource}".equals(source.path("uid").asText()));
        assertThat(panels)
                .filteredOn(panel -> "timeseries".equals(panel.path("type").asText()))
                .allSatisfy(
                        panel -> {
                            assertThat(panel.path("datasource").isObject()).isTrue();
                            assertThat(panel.path("description").asText()).isNotEmpty();
                            assertThat(Dashboard.targets(panel)).isNotEmpty();
                        });
        assertThat(panels.stream().flatMap(panel -> Dashboard.targets(panel).stream()))
                .extracting(target -> target.path("expr").asText())
                .filteredOn(expression -> expression.contains("keycloak_"))
                .allMatch(expression -> expression.contains("realm=~\"$realm\""));
    }

    @Test
    void namesEveryQueryOfAPanelDifferently() {
        assertThat(panels)
                .allSatisfy(
                        panel ->
                                assertThat(Dashboard.targets(panel))
                                        .extracting(target -> target.path("refId").asText())
                                        .doesNotHaveDuplicates());
    }
}
