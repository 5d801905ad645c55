// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * What one call has a PostgreSQL do, by the database's own count, {@code pg_stat_statements}.
 *
 * @param texts a statement's text for each time that it is run; neither BEGIN nor COMMIT
 * @param commits how many transactions that write are committed
 */
public record Statements(List<String> texts, long commits) {

    /** What the server does besides, now and then, is not in each of them. */
    private static final int ROUNDS = 3;

    /** In one round. */
    private static final int CALLS = 7;

    private static final int WARM_UP = 3;

    /** How many numbers a call is given, from 0 on, by which it may take what serves once only. */
    public static final int NUMBERS = WARM_UP + ROUNDS * CALLS;

    /**
     * Counts the statements of a call, which is made many times.
     *
     * @param cluster on PostgreSQL; nobody else may call it meanwhile
     * @param call the call, given its number, which is no other one's
     */
    public static Statements of(Cluster cluster, IntConsumer call) {
        for (int i = 0; i < WARM_UP; i++) {
            call.accept(i);
        }
        try (Sql sql = Sql.on(cluster.database())) {
            StatementCounter counter = new StatementCounter(sql);
            Statements least = round(counter, call, 0);
            for (int i = 1; i < ROUNDS; i++) {
                least = least.and(round(counter, call, i));
            }
            return least;
        }
    }

    private static Statements round(StatementCounter counter, IntConsumer call, int round) {
        counter.reset();
        for (int i = 0; i < CALLS; i++) {
            call.accept(WARM_UP + round * CALLS + i);
        }
        return new Statements(texts(counter), perCall(counter.writes()));
    }

    /** What is in both. */
    private Statements and(Statements other) {
        List<String> others = new ArrayList<>(other.texts);
        return new Statements(
                texts.stream().filter(others::remove).toList(), Math.min(commits, other.commits));
    }

    /**
     * How often the server waits for the database before it commits: Keycloak has Hibernate send
     * the rows that a flush inserts into one table as one batch.
     */
    public long roundTrips() {
        return texts.stream().filter(text -> !isInsert(text)).count()
                + texts.stream().filter(Statements::isInsert).distinct().count();
    }

    private static boolean isInsert(String text) {
        return text.startsWith("insert ");
    }

    private static List<String> texts(StatementCounter counter) {
        return counter.counted().stream()
                .filter(statement -> !statement.isTransaction())
                .flatMap(
                        statement ->
                                Collections.nCopies(perCall(statement.times()), statement.text())
                                        .stream())
                .toList();
    }

    /** A statement of most calls counts in full; of fewer, it is the server's own, now and then. */
    private static int perCall(long count) {
        return Math.toIntExact((count + CALLS / 2) / CALLS);
    }
}
