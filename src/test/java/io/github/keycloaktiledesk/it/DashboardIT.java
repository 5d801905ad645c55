// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Dashboard;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.MembershipStep;
import io.github.keycloaktiledesk.it.server.ObservedServer;
import io.github.keycloaktiledesk.it.server.Prometheus;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RecordedTiledesk;
import io.github.keycloaktiledesk.it.server.Soon;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real Prometheus answers what the Grafana dashboard asks, of real calls. */
@Tag("distribution")
class DashboardIT {

    /** More than a scrape takes, and less than the time that rates are made of. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final String CALLS = "keycloak_tiledesk_calls_seconds_count";

    private static RecordedTiledesk tiledesk;
    private static TestRealm realm;
    private static Prometheus prometheus;

    @BeforeAll
    static void start() {
        ObservedServer observed = ObservedServer.get();
        prometheus = Prometheus.start(observed.management(), Dashboard.ALERTS);
        tiledesk = RecordedTiledesk.start();
        realm =
                TestRealm.createOn(
                        observed.keycloak(),
                        rep -> {
                            RealmParts.allowRapidSignIns(rep);
                            RealmParts.step(rep, "tiledesk guest").put("guestsPerAddress", "2");
                        });
        new MembershipStep(realm).require(tiledesk.url(observed.keycloak()), Map.of());
        callAll();
        Soon.isTrue(LIMIT, "Prometheus knows of the first calls", () -> count("resume") == 1);
    }

    @AfterAll
    static void stop() {
        if (realm != null) {
            realm.close();
            tiledesk.close();
        }
        if (prometheus != null) {
            prometheus.close();
        }
    }

    private static void callAll() {
        Calls calls = realm.calls();
        calls.signin(Demo.AGENT, Demo.PASSWORD);
        calls.signin(Demo.AGENT, "wrong");
        Answer visitor = calls.anonymously(Map.of("id_project", Demo.PROJECT));
        calls.anonymously(Map.of("id_project", Demo.PROJECT));
        calls.anonymously(Map.of("id_project", Demo.PROJECT));
        calls.customToken(visitor.token());
        calls.customToken(Demo.customer().sign(Demo.SECRET));
        calls.customToken(Demo.customer().sign("wrong"));
    }

    private static int count(String call) {
        JsonNode found = prometheus.query("sum(" + CALLS + of(call) + ")");
        return found.path(0).path("value").path(1).asInt();
    }

    private static String of(String call) {
        return "{realm=\"" + realm.name() + "\",call=\"" + call + "\"}";
    }

    private static List<String> expressions() {
        return Dashboard.expressions("$realm").toList();
    }

    /** Rates are of series that have been there before: so each is made to grow while it waits. */
    @ParameterizedTest
    @MethodSource("expressions")
    void findsWhatItAsksFor(String template) {
        String expression = template.replace("$realm", realm.name());
        Soon.isTrue(
                LIMIT,
                expression + " has values",
                () -> {
                    realm.calls().signin(Demo.AGENT, "wrong");
                    return hasNumber(prometheus.query(expression));
                });
    }

    private static boolean hasNumber(JsonNode result) {
        return Dashboard.list(result).stream()
                .anyMatch(series -> Double.isFinite(series.path("value").path(1).asDouble()));
    }

    @Test
    void countsTheCallsThatWereMade() {
        try (TestRealm other =
                TestRealm.createOn(
                        ObservedServer.get().keycloak(), RealmParts::allowRapidSignIns)) {
            for (int i = 0; i < 3; i++) {
                other.calls().signin(Demo.AGENT, Demo.PASSWORD);
            }
            other.calls().signin(Demo.AGENT, "wrong");
            String made = CALLS + "{realm=\"" + other.name() + "\"}";

            Soon.isTrue(
                    LIMIT,
                    "Prometheus has counted",
                    () ->
                            prometheus
                                            .query("sum by (call, outcome) (" + made + ")")
                                            .toString()
                                            .matches(
                                                    ".*\"outcome\":\"success\".*\"3\".*"
                                                            + "|.*\"3\".*\"success\".*")
                                    && prometheus.query("sum(" + made + ") == 4").size() == 1);
        }
    }

    @Test
    void namesAllItsSeriesByLabelsThatTheyHave() {
        for (JsonNode panel : Dashboard.panels()) {
            for (JsonNode target : Dashboard.targets(panel)) {
                String legend = target.path("legendFormat").asText();
                JsonNode series =
                        prometheus
                                .query(Dashboard.expression(target, realm.name()))
                                .path(0)
                                .path("metric");
                java.util.regex.Pattern.compile("\\{\\{(\\w+)}}")
                        .matcher(legend)
                        .results()
                        .forEach(
                                label ->
                                        assertThat(series.has(label.group(1)))
                                                .as("%s of %s", label.group(), target)
                                                .isTrue());
            }
        }
    }

    @Test
    void letsARealmBeChosen() {
        assertThat(prometheus.query("group by (realm) (" + CALLS + ")").findValuesAsText("realm"))
                .contains(realm.name());
    }

    @Test
    void alertsAreRulesThatPrometheusTakes() {
        assertThatCode(
                        () ->
                                Soon.isTrue(
                                        LIMIT,
                                        "all are evaluated",
                                        () ->
                                                prometheus.rules().size() == 5
                                                        && prometheus.rules().stream()
                                                                .allMatch(DashboardIT::isHealthy)))
                .doesNotThrowAnyException();
    }

    private static boolean isHealthy(JsonNode rule) {
        return "ok".equals(rule.path("health").asText());
    }
}
