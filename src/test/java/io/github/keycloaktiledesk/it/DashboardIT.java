// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A real Prometheus answers what the Grafana dashboard asks, of real calls. */
@Tag("slow")
@Tag("distribution")
class DashboardIT {

    /** Many times what scrapes take. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final int ALERTS = 6;
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

    private static Stream<Arguments> queries() {
        return Dashboard.panels().stream()
                .flatMap(
                        panel ->
                                Dashboard.targets(panel).stream()
                                        .map(target -> arguments(panel.path("title"), target)));
    }

    /** Rates are of series that have been there for two scrapes. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("queries")
    void findsWhatItAsksFor(JsonNode title, JsonNode target) {
        String expression = Dashboard.expression(target, realm.name());
        Soon.isTrue(
                LIMIT,
                title + " has values",
                () -> {
                    realm.calls().signin(Demo.AGENT, "wrong");
                    return hasNumber(prometheus.query(expression));
                });

        JsonNode series = prometheus.query(expression).path(0).path("metric");
        Dashboard.LABEL
                .matcher(target.path("legendFormat").asText())
                .results()
                .map(label -> label.group(1))
                .forEach(label -> assertThat(series.has(label)).as(label).isTrue());
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
            String made = "sum by (call, outcome) (" + CALLS + "{realm=\"" + other.name() + "\"})";

            Soon.isTrue(
                    LIMIT,
                    "all are counted",
                    () -> prometheus.query("sum(" + made + ") == 4").size() == 1);
            assertThat(Dashboard.list(prometheus.query(made)))
                    .extracting(
                            it -> it.path("metric").path("call").asText(),
                            it -> it.path("metric").path("outcome").asText(),
                            it -> it.path("value").path(1).asInt())
                    .containsExactlyInAnyOrder(
                            tuple("signin", "success", 3), tuple("signin", "refused", 1));
        }
    }

    @Test
    void letsARealmBeChosen() {
        assertThat(prometheus.query("group by (realm) (" + CALLS + ")").findValuesAsText("realm"))
                .contains(realm.name());
    }

    @Test
    void alertsAreRulesThatPrometheusEvaluates() {
        Soon.isTrue(
                LIMIT,
                "all are evaluated",
                () ->
                        prometheus.rules().size() == ALERTS
                                && prometheus.rules().stream().allMatch(DashboardIT::isHealthy));
    }

    private static boolean isHealthy(JsonNode rule) {
        return "ok".equals(rule.path("health").asText());
    }
}
