// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.compare;

import io.github.keycloaktiledesk.bench.load.LoadProcess;
import io.github.keycloaktiledesk.bench.load.LoadProcess.Load;
import io.github.keycloaktiledesk.bench.measure.Figures;
import io.github.keycloaktiledesk.it.server.MeasuredServer;
import io.github.keycloaktiledesk.it.server.Pause;
import io.github.keycloaktiledesk.it.server.StatementCounter;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Measures what calls cost a server and its database. */
final class Meter {

    /** What a server does after it has answered, such as booking a sign-in, is part of the call. */
    private static final Duration AFTERWARDS = Duration.ofMillis(250);

    private final MeasuredServer server;
    private final LoadProcess load;
    private final StatementCounter statements;

    Meter(MeasuredServer server, LoadProcess load) {
        this.server = server;
        this.load = load;
        this.statements = new StatementCounter(server.sql());
    }

    /** Makes these calls, and says what each has cost. */
    Cost cost(List<byte[]> requests) {
        statements.reset();
        double database = millis(server.databaseCpu());
        double keycloak = millis(server.keycloakCpu());
        Load done = load.run(requests);
        Pause.of(AFTERWARDS);
        keycloak = millis(server.keycloakCpu()) - keycloak;
        database = millis(server.databaseCpu()) - database;
        int calls = requests.size();
        return new Cost(
                keycloak / calls,
                database / calls,
                calls / done.seconds(),
                Figures.percentile(0.5, done.millis()),
                Figures.percentile(0.99, done.millis()),
                DatabaseWork.of(statements, calls));
    }

    /** Which statements these calls send, and how often each of the calls does. */
    Map<String, Double> statements(List<byte[]> requests) {
        statements.reset();
        load.run(requests);
        Pause.of(AFTERWARDS);
        return DatabaseWork.kinds(statements, requests.size());
    }

    /** The version of PostgreSQL. */
    String databaseVersion() {
        return server.sql().column("show server_version").get(0);
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
