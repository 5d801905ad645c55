// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

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

    /** So many that what the server does besides, now and then, is rounded off. */
    private static final int TIMES = 20;

    private static final int WARM_UP = 3;

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
            for (int i = 0; i < TIMES; i++) {
                call.accept(WARM_UP + i);
            }
            return new Statements(texts(counter), perCall(counter.writes()));
        }
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

    private static int perCall(long count) {
        return Math.round((float) count / TIMES);
    }
}
