// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.compare;

import io.github.keycloaktiledesk.it.server.StatementCounter;
import io.github.keycloaktiledesk.it.server.StatementCounter.Counted;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * What one call has had the database do.
 *
 * @param statements without those that begin and end transactions
 * @param transactions that were begun, those that only read included
 * @param writes transactions that wrote
 * @param rows inserted, updated and deleted
 */
record DatabaseWork(double statements, double transactions, double writes, double rows) {

    /** Kinds of statements that a call has less often are of what the server does besides. */
    private static final double RARE = 0.05;

    /** What has been done for each of so many calls since the counter's last reset. */
    static DatabaseWork of(StatementCounter counter, double calls) {
        List<Counted> counted = counter.counted();
        return new DatabaseWork(
                sum(counted, statement -> !statement.isTransaction(), Counted::times) / calls,
                sum(counted, Counted::isBegin, Counted::times) / calls,
                counter.writes() / calls,
                sum(counted, Counted::isWrite, Counted::rows) / calls);
    }

    private static double sum(
            List<Counted> counted, Predicate<Counted> which, ToLongFunction<Counted> figure) {
        return counted.stream().filter(which).mapToLong(figure).sum();
    }

    /** How often each kind of statement was sent for each of so many calls, if not rarely. */
    static Map<String, Double> kinds(StatementCounter counter, double calls) {
        Map<String, Double> kinds = new TreeMap<>();
        counter.counted()
                .forEach(
                        statement ->
                                kinds.merge(
                                        statement.kind(), statement.times() / calls, Double::sum));
        kinds.values().removeIf(times -> times < RARE);
        return kinds;
    }
}
