// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench;

import io.github.keycloaktiledesk.bench.LoadProcess.Load;
import io.github.keycloaktiledesk.it.server.MeasuredServer;
import java.util.List;
import java.util.Map;

/** Measures what calls cost a server and its database. */
final class Meter {

    /** What a server does after it has answered, such as booking a sign-in, is part of the call. */
    private static final long AFTERWARDS_MILLIS = 250;

    private final MeasuredServer server;
    private final LoadProcess load;
    private final Sql sql;
    private final Statements statements;

    Meter(MeasuredServer server, LoadProcess load, Sql sql) {
        this.server = server;
        this.load = load;
        this.sql = sql;
        this.statements = new Statements(sql);
    }

    /** Makes these calls, and says what each has cost. */
    Cost cost(List<byte[]> requests) {
        long reset = statements.reset();
        double database = database();
        double keycloak = ProcessorTime.millis(server.java());
        Load done = load.run(requests);
        pause();
        keycloak = ProcessorTime.millis(server.java()) - keycloak;
        database = database() - database;
        int calls = requests.size();
        return new Cost(
                keycloak / calls,
                database / calls,
                calls / done.seconds(),
                Figures.percentile(0.5, done.millis()),
                Figures.percentile(0.99, done.millis()),
                statements.since(reset, calls));
    }

    /** Which statements these calls send, and how often each of the calls does. */
    Map<String, Double> statements(List<byte[]> requests) {
        statements.reset();
        load.run(requests);
        pause();
        return statements.kinds(requests.size());
    }

    /** The version of PostgreSQL. */
    String databaseVersion() {
        return sql.column("show server_version").get(0);
    }

    private double database() {
        return sql
                .column(
                        "select pid from pg_stat_activity where backend_type = 'client backend'"
                                + " and pid <> pg_backend_pid()")
                .stream()
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                .mapToDouble(ProcessorTime::millis)
                .sum();
    }

    private static void pause() {
        try {
            Thread.sleep(AFTERWARDS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
