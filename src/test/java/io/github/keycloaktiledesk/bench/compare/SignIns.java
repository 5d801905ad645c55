// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.compare;

import io.github.keycloaktiledesk.bench.load.LoadProcess;
import io.github.keycloaktiledesk.bench.measure.Figures;
import io.github.keycloaktiledesk.bench.measure.Options;
import io.github.keycloaktiledesk.it.server.MeasuredServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What our calls cost a server as it is run in production, beside what Keycloak's own like them
 * cost it in the same run.
 */
public final class SignIns {

    private static final int CONNECTIONS = 2;

    /** Rounds that nobody looks at, in which Java compiles what is called often. */
    private static final int WARM_UP = 4;

    /** Calls of which statements are listed. */
    private static final int LISTED = 200;

    private final Meter meter;
    private final List<Operation> operations;
    private final int rounds;
    private final int calls;

    private SignIns(Meter meter, List<Operation> operations, int rounds, int calls) {
        this.meter = meter;
        this.operations = operations;
        this.rounds = rounds;
        this.calls = calls;
    }

    /** Runs as many {@code rounds} of as many {@code calls} of each kind as were asked for. */
    public static void run(Options options) throws IOException {
        try (MeasuredServer server = MeasuredServer.startOptimized("");
                LoadProcess load = LoadProcess.start(server.keycloak().url(), CONNECTIONS)) {
            BenchRealm realm = BenchRealm.on(server.keycloak());
            SignIns bench =
                    new SignIns(
                            new Meter(server, load),
                            new Operations(realm).all(),
                            options.rounds(),
                            options.calls());
            bench.warmUp(load, 1);
            realm.age(server.sql());
            bench.warmUp(load, WARM_UP - 1);
            String report = bench.measure().text();
            System.out.println(report);
            options.write("sign-ins.md", report);
        }
    }

    private void warmUp(LoadProcess load, int times) {
        for (int round = 1; round <= times; round++) {
            say("Warm-up", round, times);
            operations.forEach(operation -> load.run(operation.requestsFor(calls)));
        }
    }

    private SignInsReport measure() {
        Results results = new Results();
        BareSignature signature = new BareSignature();
        double[] signatures = new double[rounds];
        List<Operation> order = new ArrayList<>(operations);
        for (int round = 0; round < rounds; round++) {
            say("Round", round + 1, rounds);
            for (Operation operation : order) {
                results.add(operation.name(), meter.cost(operation.requestsFor(calls)));
            }
            signatures[round] = signature.millis();
            // Another one goes first.
            Collections.rotate(order, 1);
        }
        return new SignInsReport(plan(), results, Figures.median(signatures), statements());
    }

    private Map<String, Map<String, Double>> statements() {
        Map<String, Map<String, Double>> statements = new LinkedHashMap<>();
        for (Operation operation : operations) {
            statements.put(operation.name(), meter.statements(operation.requestsFor(LISTED)));
        }
        return statements;
    }

    private String plan() {
        return """
                Written by `mvn -Pbench -Dbench=SignIns`: Keycloak %s, built and started with `--optimized`, on Java %s with
                %d processors, which PostgreSQL %s and the process that calls had part in. %d connections, each of which
                sends the next call when its last one is answered. %d rounds of %d calls of each kind (of those with a
                password %d), after %d rounds of the same to warm up; each round goes through all kinds, and begins with
                another one. Figures are medians of the rounds, ratios medians of the rounds' ratios."""
                .formatted(
                        Options.keycloakVersion(),
                        Runtime.version().feature(),
                        Runtime.getRuntime().availableProcessors(),
                        meter.databaseVersion(),
                        CONNECTIONS,
                        rounds,
                        calls,
                        calls / Operation.COSTLY,
                        WARM_UP);
    }

    private static void say(String what, int number, int of) {
        System.out.println(what + " " + number + " of " + of);
    }
}
