// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * What one call has a PostgreSQL do, by the database's own count, {@code pg_stat_statements}.
 *
 * @param texts a statement's text for each time that it is run
 * @param commits how many transactions are ended
 */
public record Statements(List<String> texts, long commits) {

    /** What PostgreSQL must be started with. */
    static final String SETTING = "shared_preload_libraries";

    /** The value of {@link #SETTING}. */
    static final String MODULE = "pg_stat_statements";

    /** So many that what the server does besides, now and then, is rounded off. */
    private static final int TIMES = 20;

    /**
     * Counts the statements of a call, which is made many times.
     *
     * @param cluster on PostgreSQL; nobody else may call it meanwhile
     * @param call the call, given its number; from the negative ones caches get warm
     */
    public static Statements of(Cluster cluster, IntConsumer call) {
        for (int i = -3; i < 0; i++) {
            call.accept(i);
        }
        try (Connection connection = cluster.database().getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("create extension if not exists pg_stat_statements");
            sql.execute("select pg_stat_statements_reset()");
            for (int i = 0; i < TIMES; i++) {
                call.accept(i);
            }
            return read(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Statements read(Statement sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        long commits = 0;
        try (ResultSet rows =
                sql.executeQuery("select query, calls from pg_stat_statements order by query")) {
            while (rows.next()) {
                String text = rows.getString(1);
                System.out.println(
                        "ROW " + rows.getLong(2) + " " + text.replaceAll("(?s)(.{90}).*", "$1"));
                int calls = Math.round((float) rows.getLong(2) / TIMES);
                switch (text) {
                    case "COMMIT", "ROLLBACK" -> commits += calls;
                    case "BEGIN" -> {}
                    default -> texts.addAll(Collections.nCopies(calls, text));
                }
            }
        }
        return new Statements(texts, commits);
    }
}
