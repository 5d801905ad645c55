// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench;

import java.util.Arrays;
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
    static Work of(Sql sql, int times, IntConsumer call) {
        reset(sql);
        double[] millis =
                IntStream.range(0, times).mapToDouble(i -> time(() -> call.accept(i))).toArray();
        return of(sql, millis, times);
    }

    static void reset(Sql sql) {
        sql.run("select pg_stat_statements_reset()");
    }

    /** What has been done since the last reset. */
    static Work of(Sql sql, double[] millis, int times) {
        List<String> sums =
                sql.read(
                                "select sum(calls), sum(total_exec_time), sum(shared_blks_hit + shared_blks_read)"
                                        + " from pg_stat_statements where query not like '%pg_stat%'"
                                        + " and query not like '%bench_seed%'")
                        .get(0);
        return new Work(
                median(millis),
                Double.parseDouble(sums.get(0)) / times,
                Double.parseDouble(sums.get(1)) / times,
                Double.parseDouble(sums.get(2)) / times);
    }

    private static double time(Runnable call) {
        long start = System.nanoTime();
        call.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    String cells() {
        return "%.1f | %.0f | %.2f | %.0f".formatted(millis, statements, databaseMillis, blocks);
    }
}
