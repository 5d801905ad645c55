// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements that PostgreSQL is sent, as it counts them itself. */
final class Statements {

    private static final Pattern TABLE =
            Pattern.compile(
                    "(?is)^\\s*(insert into|update|delete from|merge into|select\\b.*?\\bfrom)\\s+([\\w.]+).*");

    /**
     * Each transaction has one. PostgreSQL does not count a COMMIT that is prepared, as the
     * driver's is.
     */
    private static final String BEGIN = "BEGIN";

    private final Sql sql;

    Statements(Sql sql) {
        this.sql = sql;
        sql.run("create extension if not exists pg_stat_statements");
    }

    /**
     * What one call has had the database do.
     *
     * @param statements without those that begin and end transactions
     * @param transactions that were begun, those that only read included
     * @param writes transactions that wrote
     * @param rows inserted, updated and deleted
     */
    record Work(double statements, double transactions, double writes, double rows) {}

    /** Forgets what there was, and returns the number of the next transaction that writes. */
    long reset() {
        sql.run("select pg_stat_statements_reset()");
        return nextWrite();
    }

    /** What has been done for each of so many calls since the reset that returned this number. */
    Work since(long reset, double calls) {
        double writes = nextWrite() - reset;
        double statements = 0;
        double transactions = 0;
        double rows = 0;
        for (List<String> row : read()) {
            double times = Double.parseDouble(row.get(1));
            if (!isTransactions(row.get(0))) {
                statements += times;
            } else if (row.get(0).equals(BEGIN)) {
                transactions += times;
            }
            if (isWrite(row.get(0))) {
                rows += Double.parseDouble(row.get(2));
            }
        }
        return new Work(statements / calls, transactions / calls, writes / calls, rows / calls);
    }

    /** How often each kind of statement was sent for each of so many calls, if not rarely. */
    Map<String, Double> kinds(double calls) {
        Map<String, Double> kinds = new TreeMap<>();
        read().forEach(
                        row ->
                                kinds.merge(
                                        kind(row.get(0)),
                                        Double.parseDouble(row.get(1)) / calls,
                                        Double::sum));
        kinds.values().removeIf(times -> times < 0.05);
        return kinds;
    }

    /** A statement's verb and table. */
    static String kind(String statement) {
        Matcher parts = TABLE.matcher(statement);
        return parts.matches()
                ? parts.group(1).strip().split("\\s")[0].toLowerCase(Locale.ROOT)
                        + " "
                        + parts.group(2).toLowerCase(Locale.ROOT)
                : statement.strip();
    }

    private List<List<String>> read() {
        return sql.read(
                "select query, calls, rows from pg_stat_statements where query not like '%pg_%'");
    }

    /** Whether it only begins or ends a transaction. */
    static boolean isTransactions(String statement) {
        return statement.matches("(?i)\\s*(begin|commit|rollback)\\b.*");
    }

    /** Whether it is one that writes rows. */
    static boolean isWrite(String statement) {
        return statement.matches("(?is)\\s*(insert|update|delete|merge)\\b.*");
    }

    private long nextWrite() {
        return sql.number("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
    }
}
