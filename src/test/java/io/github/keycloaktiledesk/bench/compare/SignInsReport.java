// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.compare;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * The tables of {@link SignIns}.
 *
 * @param plan how it was measured, a paragraph
 * @param results by operation
 * @param signature milliseconds that a bare signature takes
 * @param statements by operation, how often each kind was sent for a call
 */
record SignInsReport(
        String plan,
        Results results,
        double signature,
        Map<String, Map<String, Double>> statements) {

    String text() {
        return """
                # What a sign-in costs

                %s

                Processor time of Keycloak for a call, as a ratio to that of Keycloak's own like it; the last column counts
                PostgreSQL's as well.

                | call | Keycloak's own | ratio | at most | with PostgreSQL |
                | --- | --- | ---: | ---: | ---: |
                %s
                | | Keycloak, ms | PostgreSQL, ms | calls/s | p50, ms | p99, ms | statements | transactions | of these write | rows |
                | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                %s| a signature, RS256, and nothing else | %.3f | | | | | | | | |

                ## Statements of a call

                With BEGIN, which the table counts as transactions.

                %s"""
                .formatted(plan, ratios(), figures(), signature, statementsOfAll());
    }

    private String ratios() {
        return Comparison.ALL.stream().map(each -> each.row(results)).collect(Collectors.joining());
    }

    private String figures() {
        return results.operations().stream().map(this::figures).collect(Collectors.joining());
    }

    private String figures(String operation) {
        return "| %s | %.3f | %.3f | %.0f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |%n"
                .formatted(
                        operation,
                        results.median(operation, Cost::server),
                        results.median(operation, Cost::database),
                        results.median(operation, Cost::perSecond),
                        results.median(operation, Cost::median),
                        results.median(operation, Cost::slowest),
                        results.median(operation, cost -> cost.work().statements()),
                        results.median(operation, cost -> cost.work().transactions()),
                        results.median(operation, cost -> cost.work().writes()),
                        results.median(operation, cost -> cost.work().rows()));
    }

    private String statementsOfAll() {
        return statements.entrySet().stream()
                .map(each -> "* " + each.getKey() + ": " + list(each.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private static String list(Map<String, Double> kinds) {
        return kinds.entrySet().stream()
                .map(each -> times(each.getKey(), each.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String times(String kind, double times) {
        return Math.abs(times - 1) < 0.05 ? kind : "%s × %.1f".formatted(kind, times);
    }
}
