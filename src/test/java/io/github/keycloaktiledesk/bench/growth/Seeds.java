// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.growth;

import io.github.keycloaktiledesk.it.server.Sql;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Many guests, made in the database as copies of one that was made by a call: the same rows in the
 * same tables, with ids of their own, last seen at any time of the last 30 days.
 */
final class Seeds {

    private static final Map<String, Map<String, String>> TABLES = new LinkedHashMap<>();

    static {
        TABLES.put(
                "user_entity",
                Map.of(
                        "id",
                        "s.id",
                        "username",
                        "'tiledesk-guest-' || s.id",
                        "email_constraint",
                        "gen_random_uuid()::text"));
        TABLES.put(
                "user_attribute",
                Map.of(
                        "id",
                        "gen_random_uuid()::text",
                        "user_id",
                        "s.id",
                        "value",
                        "case when t.name = 'tiledesk.guest.seen' then s.seen else t.value end"));
        TABLES.put("user_group_membership", Map.of("user_id", "s.id"));
    }

    private final Sql sql;
    private final String template;

    Seeds(Sql sql, String template) {
        this.sql = sql;
        this.template = template;
        checkTables();
    }

    /** Adds guests until there are so many of them in all. */
    void growTo(long guests) {
        long more =
                guests
                        - sql.number(
                                "select count(*) from user_entity where username like 'tiledesk-guest-%'");
        sql.run("drop table if exists bench_seed");
        sql.run(
                "create unlogged table bench_seed as select gen_random_uuid()::text as id,"
                        + " to_char(now() at time zone 'UTC' - random() * interval '29 days',"
                        + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') as seen from generate_series(1, "
                        + more
                        + ")");
        TABLES.forEach(this::copy);
        sql.run("vacuum analyze");
        sql.run("checkpoint");
    }

    /** Somebody of the seeded, for statements to be shown with. */
    String some() {
        return sql.column("select id from bench_seed limit 1").get(0);
    }

    private void copy(String table, Map<String, String> own) {
        List<String> columns =
                sql.column(
                        "select column_name from information_schema.columns where table_schema = 'public'"
                                + " and table_name = '"
                                + table
                                + "' order by 1");
        sql.run(
                "insert into %s (%s) select %s from %s t cross join bench_seed s where t.%s = '%s'"
                        .formatted(
                                table,
                                String.join(", ", columns),
                                columns.stream()
                                        .map(column -> own.getOrDefault(column, "t." + column))
                                        .collect(Collectors.joining(", ")),
                                table,
                                key(table),
                                template));
    }

    private static String key(String table) {
        return "user_entity".equals(table) ? "id" : "user_id";
    }

    /** A real guest must have rows in these tables and in no other, but for what it has done. */
    private void checkTables() {
        List<String> others =
                sql
                        .column(
                                "select table_name from information_schema.columns where table_schema = 'public'"
                                        + " and column_name = 'user_id'")
                        .stream()
                        .filter(
                                table ->
                                        !TABLES.containsKey(table) && !"event_entity".equals(table))
                        .filter(table -> count(table) > 0)
                        .toList();
        if (!others.isEmpty() || TABLES.keySet().stream().anyMatch(table -> count(table) == 0)) {
            throw new IllegalStateException("A guest's rows are not where they were: " + others);
        }
    }

    private long count(String table) {
        return sql.number(
                "select count(*) from %s where %s = '%s'".formatted(table, key(table), template));
    }

    /** What a guest is stored as. */
    String rows() {
        return TABLES.keySet().stream()
                .map(table -> count(table) + " in `" + table + "`")
                .collect(Collectors.joining(", "));
    }
}
