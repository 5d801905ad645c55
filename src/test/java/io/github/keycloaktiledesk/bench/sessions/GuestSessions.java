// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.sessions;

import io.github.keycloaktiledesk.bench.measure.Figures;
import io.github.keycloaktiledesk.bench.measure.Options;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.FlowEditor;
import io.github.keycloaktiledesk.it.server.MeasuredServer;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * What transient sessions of guests spare: the same calls to two realms on PostgreSQL, one as
 * shipped, one in which the same guests get persistent sessions.
 */
public final class GuestSessions {

    private static final int WARM_UP = 1000;
    private static final int ROUNDS = 9;
    private static final int CALLS = 150;

    private final MeasuredServer server;

    private GuestSessions(MeasuredServer server) {
        this.server = server;
    }

    /** One way to keep guests. */
    private enum Way {
        /** As shipped, with a step that does nothing, for the other way has one more. */
        TRANSIENT("allow-access-authenticator"),
        PERSISTENT(PersistentSessionStep.PROVIDER_ID);

        private final String step;

        Way(String step) {
            this.step = step;
        }

        TestRealm realm(MeasuredServer server) {
            TestRealm realm =
                    TestRealm.createOn(server.keycloak(), RealmParts::allowAnyNumberOfGuests);
            new FlowEditor(realm).add(FlowEditor.VISITORS, step, "REQUIRED");
            return realm;
        }
    }

    /**
     * What one call has cost.
     *
     * @param keycloak processor time of Keycloak in milliseconds
     * @param database processor time of the database in milliseconds
     * @param bytes of the write-ahead log
     * @param milliseconds that the caller waited
     */
    private record Cost(double keycloak, double database, double bytes, double milliseconds) {}

    /** Runs it and prints its tables. */
    public static void run(Options options) throws IOException {
        try (MeasuredServer server = MeasuredServer.start(List.of(PersistentSessionStep.jar()))) {
            System.out.println(new GuestSessions(server).report());
        }
    }

    private String report() {
        Map<Way, Calls> calls = new TreeMap<>();
        Map<Way, List<Cost>> signIns = new TreeMap<>();
        Map<Way, List<Cost>> resumes = new TreeMap<>();
        for (Way way : Way.values()) {
            calls.put(way, way.realm(server).calls());
            signIns.put(way, new ArrayList<>());
            resumes.put(way, new ArrayList<>());
        }
        for (int i = 0; i < WARM_UP; i++) {
            calls.values().forEach(to -> resume(to, signIn(to)));
        }
        for (int round = 0; round < ROUNDS; round++) {
            // Each goes first every other time.
            for (int turn = 0; turn < Way.values().length; turn++) {
                Way way = Way.values()[(round + turn) % Way.values().length];
                List<String> tokens = new ArrayList<>();
                signIns.get(way).add(cost(i -> tokens.add(signIn(calls.get(way)))));
                resumes.get(way).add(cost(i -> resume(calls.get(way), tokens.get(i))));
            }
        }
        StringBuilder report = new StringBuilder();
        table(report, "a sign-in", signIns);
        table(report, "a resume", resumes);
        for (Way way : Way.values()) {
            rows(report, way, calls.get(way));
        }
        return report.toString();
    }

    private Cost cost(Consumer<Integer> call) {
        long bytes = server.writtenBytes();
        double database = server.databaseCpu().toNanos();
        double keycloak = server.keycloakCpu().toNanos();
        double start = System.nanoTime();
        for (int i = 0; i < CALLS; i++) {
            call.accept(i);
        }
        double end = System.nanoTime();
        double perMillisecond = 1e6 * CALLS;
        return new Cost(
                (server.keycloakCpu().toNanos() - keycloak) / perMillisecond,
                (server.databaseCpu().toNanos() - database) / perMillisecond,
                (double) (server.writtenBytes() - bytes) / CALLS,
                (end - start) / perMillisecond);
    }

    private static void table(StringBuilder report, String what, Map<Way, List<Cost>> costs) {
        report.append("\n| ")
                .append(what)
                .append(
                        " | persistent : transient | transient | persistent |\n| --- | --- | --- | --- |\n");
        line(report, "Keycloak, ms of processor time", costs, Cost::keycloak);
        line(report, "PostgreSQL, ms of processor time", costs, Cost::database);
        line(report, "write-ahead log, bytes", costs, Cost::bytes);
        line(report, "time to answer, ms", costs, Cost::milliseconds);
    }

    private static void line(
            StringBuilder report,
            String name,
            Map<Way, List<Cost>> costs,
            ToDoubleFunction<Cost> part) {
        double small = median(costs.get(Way.TRANSIENT), part);
        double large = median(costs.get(Way.PERSISTENT), part);
        report.append(
                String.format(
                        Locale.ROOT,
                        "| %s | %.2f | %.2f | %.2f |%n",
                        name,
                        large / small,
                        small,
                        large));
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> part) {
        return Figures.median(costs.stream().mapToDouble(part).toArray());
    }

    /** Rows that one sign-in and one resume write, by table. */
    private void rows(StringBuilder report, Way way, Calls calls) {
        List<String> tokens = new ArrayList<>();
        Map<String, Long> before = server.writtenRows();
        for (int i = 0; i < CALLS; i++) {
            tokens.add(signIn(calls));
        }
        Map<String, Long> between = server.writtenRows();
        tokens.forEach(token -> resume(calls, token));
        Map<String, Long> after = server.writtenRows();
        report.append(
                String.format(
                        "%n%s: rows of a sign-in %s, of a resume %s%n",
                        way.name().toLowerCase(Locale.ROOT),
                        difference(before, between),
                        difference(between, after)));
    }

    private static Map<String, String> difference(Map<String, Long> from, Map<String, Long> to) {
        Map<String, String> rows = new TreeMap<>();
        to.forEach(
                (table, count) -> {
                    long written = count - from.getOrDefault(table, 0L);
                    if (written > 0) {
                        rows.put(
                                table,
                                String.format(Locale.ROOT, "%.2f", (double) written / CALLS));
                    }
                });
        return rows;
    }

    private static String signIn(Calls calls) {
        return calls.anonymously(
                        Map.of(
                                "id_project",
                                Demo.PROJECT,
                                "firstname",
                                "Ada",
                                "attributes",
                                Map.of("plan", "pro")))
                .token();
    }

    private static void resume(Calls calls, String token) {
        Answer answer = calls.customToken(token);
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.toString());
        }
    }
}
