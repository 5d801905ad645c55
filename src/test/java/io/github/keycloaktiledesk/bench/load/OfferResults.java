// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.load;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What came of calls that were offered, written to standard output as it is known: a line for each
 * call and outcome, {@code period, call, outcome, count, p50, p99, max} with blanks between, times
 * in milliseconds. The period is the number of a minute, from 1 on, or {@code all}.
 */
final class OfferResults {

    private final Map<String, Latencies> all = new TreeMap<>();
    private final Map<String, Latencies> minute = new TreeMap<>();
    private final Set<String> shown = new HashSet<>();
    private int minutes;

    synchronized void answered(
            String call, long nanos, HttpResponse<String> answer, Throwable failure) {
        Outcome outcome = failure == null ? Outcome.of(answer) : Outcome.UNANSWERED;
        add(call, outcome, nanos);
        if (outcome == Outcome.OTHER || outcome == Outcome.UNANSWERED) {
            show(call, answer == null ? String.valueOf(failure) : text(answer));
        }
    }

    synchronized void notSent(String call) {
        add(call, Outcome.NOT_SENT, 0);
    }

    private void add(String call, Outcome outcome, long nanos) {
        String key = call + " " + outcome.label();
        all.computeIfAbsent(key, unused -> new Latencies()).add(nanos);
        minute.computeIfAbsent(key, unused -> new Latencies()).add(nanos);
    }

    /** The first of each kind, and not too many. */
    private void show(String call, String text) {
        if (shown.size() < 10 && shown.add(call + ": " + text)) {
            System.out.println("# " + call + ": " + text.replaceAll("\\s+", " "));
        }
    }

    private static String text(HttpResponse<String> answer) {
        Map<String, Object> headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        String body = answer.body();
        return answer.statusCode()
                + " "
                + headers
                + " "
                + body.substring(0, Math.min(300, body.length()));
    }

    synchronized void endMinute() {
        minutes++;
        write(String.valueOf(minutes), minute);
        minute.clear();
    }

    synchronized void endAll(Duration length) {
        write("all", all);
        System.out.println("seconds " + length.toMillis() / 1000.0);
    }

    private static void write(String period, Map<String, Latencies> results) {
        results.forEach(
                (key, latencies) ->
                        System.out.printf(
                                Locale.ROOT,
                                "%s %s %d %.1f %.1f %.1f%n",
                                period,
                                key,
                                latencies.count(),
                                latencies.millis(0.5),
                                latencies.millis(0.99),
                                latencies.millis(1)));
        System.out.flush();
    }
}
