// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What it costs to refuse wrong passwords for several e-mails: the server's processor time, and how
 * long the caller waits.
 *
 * <p>The e-mails take turns, in an order that is drawn anew each time: so whatever else the machine
 * does meets them all alike. Waits are compared turn by turn, of which the median counts: so a few
 * long ones change nothing.
 */
final class RefusalTimes {

    private static final int WARM_UP = 1;
    private static final int TURNS = 8;
    private static final int CALLS = 2;

    /** From one half; of sixteen waits of each, an accident is so far from it once in 80 times. */
    private static final double PLAIN_RANK = 0.25;

    private final Map<String, List<Long>> waits = new LinkedHashMap<>();
    private final Map<String, Long> work = new LinkedHashMap<>();

    private RefusalTimes() {}

    /** Has each of the e-mails refused a number of times. */
    static RefusalTimes of(KeycloakServer server, TestRealm realm, Collection<String> emails) {
        RefusalTimes times = new RefusalTimes();
        List<String> order = new ArrayList<>(emails);
        Random random = new Random();
        for (int turn = 0; turn < WARM_UP + TURNS; turn++) {
            if (turn == WARM_UP) {
                times.waits.clear();
                times.work.clear();
            }
            Collections.shuffle(order, random);
            for (String email : order) {
                long before = cpu(server);
                IntStream.range(0, CALLS).forEach(call -> times.refuse(realm, email));
                times.work.merge(email, cpu(server) - before, Long::sum);
            }
        }
        return times;
    }

    private void refuse(TestRealm realm, String email) {
        long start = System.nanoTime();
        int status = realm.calls().signin(email, "wrong").status();
        long end = System.nanoTime();
        assertThat(status).isEqualTo(401);
        waits.computeIfAbsent(email, first -> new ArrayList<>()).add(end - start);
    }

    private static long cpu(KeycloakServer server) {
        return server.cpu().orElseThrow().toNanos();
    }

    /**
     * The e-mails that can be told from this one: by the wait, or by what the server works.
     *
     * @param share of what this one costs, by which another must differ
     */
    Set<String> toldFrom(String other, double share) {
        return waits.keySet().stream()
                .filter(
                        email ->
                                isToldByWait(email, other, share)
                                        || Math.abs(moreWork(email, other)) > share)
                .collect(Collectors.toSet());
    }

    /**
     * Whether the wait is another: the median of the differences is more than this share of the
     * other's, and three of four pairs of waits, one of each, say the same.
     */
    boolean isToldByWait(String email, String other, double share) {
        return Math.abs(longerWait(email, other)) > share
                && Math.abs(rank(email, other) - 0.5) > PLAIN_RANK;
    }

    /** By what share of the other's wait this one's is longer; negative if it is shorter. */
    double longerWait(String email, String other) {
        List<Long> those = waits.get(other);
        List<Long> these = waits.get(email);
        List<Long> longer =
                IntStream.range(0, those.size())
                        .mapToObj(turn -> these.get(turn) - those.get(turn))
                        .toList();
        return (double) median(longer) / median(those);
    }

    /** By what share of the other's work this one's is more; negative if it is less. */
    double moreWork(String email, String other) {
        return (double) work.get(email) / work.get(other) - 1;
    }

    /**
     * How often the longer of two waits, one of each, is this one's (Mann and Whitney): 0.5 where
     * nothing can be told.
     */
    private double rank(String email, String other) {
        List<Long> those = waits.get(other);
        return waits.get(email).stream()
                .flatMap(wait -> those.stream().map(that -> (Long.compare(wait, that) + 1) / 2.0))
                .collect(Collectors.averagingDouble(won -> won));
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** A table of all, compared with this one. */
    String table(String other) {
        return waits.keySet().stream()
                .map(
                        email ->
                                "%-48s %5.1f ms CPU, wait %5.1f ms, %+.2f, rank %.2f"
                                        .formatted(
                                                email,
                                                work.get(email) / 1e6 / waits.get(email).size(),
                                                median(waits.get(email)) / 1e6,
                                                longerWait(email, other),
                                                rank(email, other)))
                .collect(Collectors.joining("\n"));
    }
}
