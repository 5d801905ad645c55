// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api.observation;

import io.github.keycloaktiledesk.call.TiledeskCall;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The timer {@code keycloak_tiledesk_calls_seconds}, by realm, call and outcome, at Keycloak's own
 * metrics endpoint. It is a histogram where Keycloak's own of HTTP requests is one. Nothing is
 * counted where metrics are not enabled.
 */
final class CallMetrics {

    private static final String NAME = "keycloak.tiledesk.calls";

    /** A server option that no provider is given, so it is read where Keycloak's own code does. */
    private static final boolean HISTOGRAM =
            ConfigProvider.getConfig()
                    .getOptionalValue("kc.http-metrics-histograms-enabled", Boolean.class)
                    .orElse(false);

    /** As many as the registry has, which finds one by its tags only slowly. */
    private static final Map<Series, Timer> TIMERS = new ConcurrentHashMap<>();

    private CallMetrics() {}

    static void count(String realm, TiledeskCall call, CallOutcome outcome, Duration time) {
        TIMERS.computeIfAbsent(new Series(realm, call, outcome), Series::timer).record(time);
    }

    private record Series(String realm, TiledeskCall call, CallOutcome outcome) {

        private Timer timer() {
            return Timer.builder(NAME)
                    .tags("realm", realm, "call", call.value(), "outcome", outcome.value())
                    .publishPercentileHistogram(HISTOGRAM)
                    .register(Metrics.globalRegistry);
        }
    }
}
