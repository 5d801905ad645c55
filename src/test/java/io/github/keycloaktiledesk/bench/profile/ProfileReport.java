// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.profile;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The tables of {@link Profile}.
 *
 * @param call that was profiled
 * @param samples of the server meanwhile
 */
record ProfileReport(String call, Samples samples) {

    private static final int LINES = 25;

    String text() {
        Samples ours = samples.withinOurs();
        return """

                %s: %d samples, %.0f %% of them within this extension's code

                %s
                %s
                %s
                %s"""
                .formatted(
                        call,
                        samples.stacks().size(),
                        100.0 * ours.stacks().size() / samples.stacks().size(),
                        table("whose code ran", samples.owners()),
                        table("whose code ran, within ours", ours.owners()),
                        table("our innermost method, and what it called", samples.calledByUs()),
                        table("begun and not yet ended", samples.begun()));
    }

    private static String table(String what, Map<String, Double> shares) {
        return shares.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(LINES)
                .map(each -> "| %s | %.1f |%n".formatted(each.getKey(), 100 * each.getValue()))
                .collect(
                        Collectors.joining(
                                "", "| %s | %% |%n| --- | ---: |%n".formatted(what), ""));
    }
}
