// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.growth;

import io.github.keycloaktiledesk.bench.measure.Figures;
import io.github.keycloaktiledesk.it.server.StatementCounter;
import io.github.keycloaktiledesk.it.server.StatementCounter.Counted;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * What something has cost, each time it was done.
 *
 * @param millis the median, in milliseconds
 * @param statements how many the database was sent
 * @param databaseMillis how long it worked on them
 * @param blocks how many blocks of 8 KiB it looked at: the one figure that no other load changes
 */
record Work(double millis, double statements, double databaseMillis, double blocks) {

    /** Measures calls, each with its number. */
    static Work of(StatementCounter counter, int times, IntConsumer call) {
        counter.reset();
        double[] millis =
                IntStream.range(0, times).mapToDouble(i -> time(() -> call.accept(i))).toArray();
        return of(counter, millis, times);
    }

    /** What has been done since the last reset. */
    static Work of(StatementCounter counter, double[] millis, int times) {
        List<Counted> counted =
                counter.counted().stream()
                        .filter(statement -> !statement.text().contains("bench_seed"))
                        .toList();
        return new Work(
                Figures.median(millis),
                counted.stream().mapToDouble(Counted::times).sum() / times,
                counted.stream().mapToDouble(Counted::millis).sum() / times,
                counted.stream().mapToDouble(Counted::blocks).sum() / times);
    }

    private static double time(Runnable call) {
        long start = System.nanoTime();
        call.run();
        return (System.nanoTime() - start) / 1e6;
    }

    String cells() {
        return "%.1f | %.0f | %.2f | %.0f".formatted(millis, statements, databaseMillis, blocks);
    }
}
