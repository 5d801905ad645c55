// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.growth;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloaktiledesk.it.server.Pause;
import io.github.keycloaktiledesk.it.server.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The plans by which PostgreSQL has run the statements of a call: its module auto_explain writes
 * them to its log, with times and blocks as EXPLAIN (ANALYZE, BUFFERS) shows them.
 */
final class Plans {

    /** Settings that the server must be started with. */
    static final Map<String, String> SETTINGS =
            Map.of(
                    "shared_preload_libraries",
                    "pg_stat_statements,auto_explain",
                    "auto_explain.log_analyze",
                    "on",
                    "auto_explain.log_buffers",
                    "on",
                    "auto_explain.log_parameter_max_length",
                    "0",
                    "logging_collector",
                    "on",
                    "log_destination",
                    "jsonlog",
                    "log_directory",
                    "bench-log");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USERS =
            "(?is).*\\b(user_entity|user_attribute|user_group_membership|offline_user_session"
                    + "|user_role_mapping|user_consent|federated_identity|credential)\\b.*";

    private final Sql sql;
    private final Path folder;

    Plans(Sql sql) {
        this.sql = sql;
        this.folder =
                Path.of(sql.column("show data_directory").get(0))
                        .resolve(sql.column("show log_directory").get(0));
    }

    /** Statements that touch users, each once, and how they were run. */
    List<Plan> of(Runnable call) {
        set("0");
        int before = entries().size();
        call.run();
        set("-1");
        Map<String, Plan> plans = new LinkedHashMap<>();
        entries().stream()
                .skip(before)
                .filter(text -> text.contains("Query Text: "))
                .map(Plan::of)
                .filter(plan -> plan.statement().matches(USERS))
                .forEach(plan -> plans.putIfAbsent(plan.statement(), plan));
        return List.copyOf(plans.values());
    }

    private void set(String millis) {
        sql.run("alter system set auto_explain.log_min_duration = " + millis);
        sql.run("select pg_reload_conf()");
        Pause.of(Duration.ofMillis(500));
    }

    private List<String> entries() {
        Pause.of(Duration.ofMillis(500));
        List<String> messages = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    messages.add(JSON.readTree(line).path("message").asText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return messages;
    }

    /**
     * A statement and its plan.
     *
     * @param statement with parameters left out
     * @param plan as PostgreSQL prints it
     */
    record Plan(String statement, String plan) {

        static Plan of(String message) {
            String text = message.substring(message.indexOf("Query Text: ") + 12);
            int end = text.indexOf('\n');
            return new Plan(
                    text.substring(0, end).strip(), text.substring(end + 1).stripTrailing());
        }

        /** Whether a whole table with a row for each guest was read. */
        boolean readsATable() {
            return plan.matches(
                    "(?s).*Seq Scan on (user_entity|user_attribute|user_group_membership)\\b.*");
        }
    }
}
