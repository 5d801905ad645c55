// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * What one call has a PostgreSQL do, by the database's own count, {@code pg_stat_statements}.
 *
 * @param texts a statement's text for each time that it is run; neither BEGIN nor COMMIT
 * @param commits how many transactions that write are committed
 */
public record Statements(List<String> texts, long commits) {

    /** What PostgreSQL must be started with. */
    static final String SETTING = "shared_preload_libraries";

    /** The value of {@link #SETTING}. */
    static final String MODULE = "pg_stat_statements";

    /** What the server does besides, now and then, is not in each of them. */
    private static final int ROUNDS = 3;

    /** In one round. */
    private static final int CALLS = 7;

    private static final int WARM_UP = 3;

    private static final Set<String> OF_TRANSACTIONS = Set.of("BEGIN", "COMMIT", "ROLLBACK");

    /** Only who writes is given a number. */
    private static final String TRANSACTIONS =
            "select pg_snapshot_xmax(pg_current_snapshot())::text::bigint";

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
        try (Connection connection = cluster.database().getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("create extension if not exists pg_stat_statements");
            Statements least = round(sql, call, 0);
            for (int i = 1; i < ROUNDS; i++) {
                least = least.and(round(sql, call, i));
            }
            return least;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Statements round(Statement sql, IntConsumer call, int round)
            throws SQLException {
        sql.execute("select pg_stat_statements_reset()");
        long before = transactions(sql);
        for (int i = 0; i < CALLS; i++) {
            call.accept(WARM_UP + round * CALLS + i);
        }
        return new Statements(read(sql), perCall(transactions(sql) - before));
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

    private static long transactions(Statement sql) throws SQLException {
        try (ResultSet rows = sql.executeQuery(TRANSACTIONS)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static List<String> read(Statement sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows =
                sql.executeQuery("select query, calls from pg_stat_statements order by query")) {
            while (rows.next()) {
                String text = rows.getString(1);
                if (!OF_TRANSACTIONS.contains(text)) {
                    texts.addAll(Collections.nCopies(perCall(rows.getLong(2)), text));
                }
            }
        }
        return List.copyOf(texts);
    }

    /** A statement of some calls only counts in full. */
    private static int perCall(long count) {
        return Math.toIntExact((count + CALLS - 1) / CALLS);
    }
}
