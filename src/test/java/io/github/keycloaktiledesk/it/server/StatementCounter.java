// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements that a PostgreSQL runs, by its own count, {@code pg_stat_statements}. */
public final class StatementCounter {

    /** What PostgreSQL must be started with. */
    static final String SETTING = "shared_preload_libraries";

    /** The value of {@link #SETTING}. */
    static final String MODULE = "pg_stat_statements";

    private static final Pattern TABLE =
            Pattern.compile(
                    "(?is)^\\s*(insert into|update|delete from|merge into|select\\b.*?\\bfrom)\\s+([\\w.]+).*");

    private final Sql sql;
    private long firstWrite;

    /** Counts those of the database of this connection, from now on. */
    public StatementCounter(Sql sql) {
        this.sql = sql;
        sql.run("create extension if not exists " + MODULE);
        reset();
    }

    /**
     * A statement, all times that it was run.
     *
     * @param text with parameters left out
     * @param times how often
     * @param rows that it returned or changed
     * @param millis that the database worked on it
     * @param blocks of 8 KiB that it looked at
     */
    public record Counted(String text, long times, long rows, double millis, long blocks) {

        private static Counted of(List<String> row) {
            return new Counted(
                    row.get(0),
                    Long.parseLong(row.get(1)),
                    Long.parseLong(row.get(2)),
                    Double.parseDouble(row.get(3)),
                    Long.parseLong(row.get(4)));
        }

        /** Its verb and table. */
        public String kind() {
            Matcher parts = TABLE.matcher(text);
            return parts.matches()
                    ? parts.group(1).strip().split("\\s")[0].toLowerCase(Locale.ROOT)
                            + " "
                            + parts.group(2).toLowerCase(Locale.ROOT)
                    : text.strip();
        }

        /** Whether it only begins or ends a transaction. */
        public boolean isTransaction() {
            return text.matches("(?i)\\s*(begin|commit|rollback)\\b.*");
        }

        /** Whether it begins one: PostgreSQL does not count a COMMIT that is prepared. */
        public boolean isBegin() {
            return text.equals("BEGIN");
        }

        /** Whether it is one that writes rows. */
        public boolean isWrite() {
            return text.matches("(?is)\\s*(insert|update|delete|merge)\\b.*");
        }
    }

    /** Forgets what there was. */
    public void reset() {
        sql.run("select pg_stat_statements_reset()");
        firstWrite = nextWrite();
    }

    /** What has been run since the last reset, but for what asks PostgreSQL about itself. */
    public List<Counted> counted() {
        return sql
                .read(
                        "select query, calls, rows, total_exec_time, shared_blks_hit + shared_blks_read"
                                + " from pg_stat_statements where query not like '%pg\\_%' order by query")
                .stream()
                .map(Counted::of)
                .toList();
    }

    /** How many transactions have written since the last reset. */
    public long writes() {
        return nextWrite() - firstWrite;
    }

    /** Only who writes is given a number. */
    private long nextWrite() {
        return sql.number("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
    }
}
