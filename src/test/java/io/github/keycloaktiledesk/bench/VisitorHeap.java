// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.AtOnce;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.FlowEditor;
import io.github.keycloaktiledesk.it.server.JavaProcess;
import io.github.keycloaktiledesk.it.server.JavaProcess.Instances;
import io.github.keycloaktiledesk.it.server.MeasuredServer;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.Soon;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.keycloak.representations.idm.RealmRepresentation;

/** Whether anything of visitors who came and went remains in a server's heap. */
public final class VisitorHeap {

    private static final int CONNECTIONS = 8;
    private static final int ROUNDS = 5;
    private static final int FEWEST_FIRST = 1000;
    private static final Duration GONE_AFTER = Duration.ofMinutes(20);

    /** Anything at all that is kept for each of them takes more than so many bytes. */
    private static final long MOST_OF_EACH = 40;

    /** What a heap that does not grow goes up and down by. */
    private static final long NOISE = 2 << 20;

    private static final byte[] BODY =
            "{\"id_project\":\"%s\",\"firstname\":\"Ada\",\"attributes\":{\"plan\":\"pro\"}}"
                    .formatted(Demo.PROJECT)
                    .getBytes(StandardCharsets.UTF_8);

    private final List<Reading> readings = new ArrayList<>();
    private final JavaProcess java;
    private final TestRealm realm;
    private final Sql sql;
    private long visitors;

    private VisitorHeap(JavaProcess java, TestRealm realm, Sql sql) {
        this.java = java;
        this.realm = realm;
        this.sql = sql;
    }

    /**
     * What is in use once all visitors so far are gone.
     *
     * @param visitors how many there have been
     * @param asLeft bytes
     * @param emptied bytes once Keycloak's cache of users has been emptied as well
     */
    private record Reading(long visitors, long asLeft, long emptied) {}

    /**
     * Runs it. Of the command line {@code -Dguests}, how many visitors come in all, and {@code
     * -Dreport} are taken.
     *
     * @param arguments none
     * @throws IllegalStateException if the heap grows, after the report has been written
     */
    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        Map<String, String> options =
                Map.of(
                        "proxy-headers", "xforwarded",
                        "spi-authenticator--tiledesk-guest--expiry-interval", "5",
                        "spi-authenticator--tiledesk-guest--expiry-batch-size", "500",
                        "spi-authenticator--tiledesk-guest--expiry-rate", "100000");
        try (MeasuredServer server = MeasuredServer.startForGood(options);
                Sql sql = Sql.on(server.database())) {
            TestRealm realm = TestRealm.createOn(server.keycloak(), VisitorHeap::withoutLimits);
            VisitorHeap heap = new VisitorHeap(new JavaProcess(server.java()), realm, sql);
            String text = heap.measure(Long.getLong("guests", 100_000));
            Files.writeString(Path.of(System.getProperty("report", "bench/visitor-heap.md")), text);
            heap.checkGrowth();
        }
    }

    private static void withoutLimits(RealmRepresentation rep) {
        Map<String, String> guest = RealmParts.step(rep, "tiledesk guest");
        guest.put("guestsPerAddress", "0");
        guest.put("guestsPerRealm", "0");
    }

    private String measure(long guests) {
        comeAndGo(Math.max(FEWEST_FIRST, guests / 10));
        Map<String, Instances> before = java.liveClasses();
        for (int round = 0; round < ROUNDS; round++) {
            comeAndGo(guests / ROUNDS);
        }
        Map<String, Instances> after = java.liveClasses();
        Reading last = readings.get(readings.size() - 1);
        new FlowEditor(realm)
                .configure(FlowEditor.VISITORS, "tiledesk-guest", "guestsPerAddress", "100");
        comeAndGo(guests / ROUNDS);
        Reading limited = readings.remove(readings.size() - 1);
        return report(growth(before, after), last, limited);
    }

    private void comeAndGo(long guests) {
        List<Supplier<Long>> callers = new ArrayList<>();
        long end = visitors + guests;
        for (int i = 0; i < CONNECTIONS; i++) {
            long first = visitors + i;
            callers.add(() -> signIn(first, end));
        }
        AtOnce.call(callers);
        visitors = end;
        sql.run(
                "update user_attribute set value = '2020-01-01T00:00:00Z' where name ="
                        + " 'tiledesk.guest.seen'");
        Soon.isTrue(GONE_AFTER, "they are gone", () -> left() == 0);
        pause();
        long asLeft = java.liveHeap();
        realm.admin().clearUserCache();
        pause();
        Reading reading = new Reading(visitors, asLeft, java.liveHeap());
        readings.add(reading);
        System.out.println(reading);
    }

    private long signIn(long first, long end) {
        Calls calls = realm.calls();
        long done = 0;
        for (long visitor = first; visitor < end; visitor += CONNECTIONS) {
            Answer answer = calls.post(Calls.ANONYMOUSLY, headers(visitor), BODY);
            if (answer.status() != 200) {
                throw new IllegalStateException(answer.toString());
            }
            done++;
        }
        return done;
    }

    /** Each comes from an address of its own. */
    private static Map<String, String> headers(long visitor) {
        return Map.of(
                "Content-Type",
                "application/json",
                "X-Forwarded-For",
                "10.%d.%d.%d".formatted(visitor >> 16 & 255, visitor >> 8 & 255, visitor & 255));
    }

    private long left() {
        return sql.number(
                "select count(*) from user_entity where username like 'tiledesk-guest-%'");
    }

    /** The classes that have gained most. */
    private static List<String> growth(
            Map<String, Instances> before, Map<String, Instances> after) {
        return after.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), more(entry, before)))
                .sorted(Comparator.comparingLong(line -> -line.getValue().bytes()))
                .limit(10)
                .map(
                        line ->
                                "| `%s` | %+d | %+d |"
                                        .formatted(
                                                line.getKey(),
                                                line.getValue().instances(),
                                                line.getValue().bytes()))
                .toList();
    }

    private static Instances more(Map.Entry<String, Instances> now, Map<String, Instances> before) {
        Instances former = before.getOrDefault(now.getKey(), new Instances(0, 0));
        return new Instances(
                now.getValue().instances() - former.instances(),
                now.getValue().bytes() - former.bytes());
    }

    private String report(List<String> classes, Reading last, Reading limited) {
        return """
                # What remains of visitors who are gone

                Written by `mvn -Pbench -Dbench=VisitorHeap`, with Keycloak %s in production mode (heap 1 GiB) on PostgreSQL.
                Visitors sign in, %d at a time and each from an address of its own, with the limits on guests off. *Gone*: the
                time at which they were last seen is set back in the database, and the step's own clean-up deletes them; none is
                left when the heap is read. It is read by `jcmd GC.class_histogram`, which counts objects in use after a full
                collection: as the clean-up has left it, and once more after an administrator has emptied the cache of users.

                | visitors so far | live heap, bytes | cache of users emptied |
                | ---: | ---: | ---: |
                %s

                From the first line to the last: %+d bytes, %+.1f for each visitor.

                | class | objects more | bytes more |
                | --- | ---: | ---: |
                %s

                With the limit of guests for each address on, as it is by default, %d visitors more, from as many addresses, leave
                %+.0f bytes each. That is what the limit counts by: it is forgotten after an hour, and there are never more than
                100,000 addresses of it on a node.
                """
                .formatted(
                        System.getProperty("keycloak.version"),
                        CONNECTIONS,
                        readings.stream()
                                .map(
                                        reading ->
                                                "| %,d | %,d | %,d |"
                                                        .formatted(
                                                                reading.visitors(),
                                                                reading.asLeft(),
                                                                reading.emptied()))
                                .collect(Collectors.joining("\n")),
                        growth(),
                        (double) growth() / (last.visitors() - readings.get(0).visitors()),
                        String.join("\n", classes),
                        limited.visitors() - last.visitors(),
                        (double) (limited.emptied() - last.emptied())
                                / (limited.visitors() - last.visitors()));
    }

    private long growth() {
        return readings.get(readings.size() - 1).emptied() - readings.get(0).emptied();
    }

    private void checkGrowth() {
        long came = readings.get(readings.size() - 1).visitors() - readings.get(0).visitors();
        if (growth() > NOISE + MOST_OF_EACH * came) {
            throw new IllegalStateException("The heap grew by %d bytes".formatted(growth()));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(3000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
