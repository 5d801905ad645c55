// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.heap;

import io.github.keycloaktiledesk.bench.measure.Options;
import io.github.keycloaktiledesk.it.server.JavaProcess.Instances;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@link VisitorHeap} has read, as text, and whether that is within bounds.
 *
 * @param machine what it ran on
 * @param connections how many visitors sign in at a time
 * @param readings one after another, without limits of guests
 * @param limited one more, with a limit for each address
 * @param before the objects in use at the first reading, by class
 * @param after those at the last
 */
record HeapReport(
        String machine,
        int connections,
        List<HeapReading> readings,
        HeapReading limited,
        Map<String, Instances> before,
        Map<String, Instances> after) {

    /** What a heap that does not grow goes up and down by, in all: nothing for each visitor. */
    private static final long MOST_GROWTH = 2 << 20;

    /** Keycloak's cache of users has so many entries at most. */
    private static final long CACHED_USERS = 10_000;

    /** A visitor takes less there. */
    private static final long BYTES_OF_USER = 4096;

    /** It keeps so many numbers of changes at most, of what has been deleted as well. */
    private static final long REVISIONS = 100_000;

    /** With its key, a number takes less. */
    private static final long BYTES_OF_REVISION = 400;

    private static final long MOST_CACHED =
            CACHED_USERS * BYTES_OF_USER + REVISIONS * BYTES_OF_REVISION;

    private static final int CLASSES = 10;

    String text() {
        long more = limited.visitors() - last().visitors();
        return """
                # What remains of visitors who are gone

                Written by `mvn -Pbench -Dbench=VisitorHeap`, on %s, with Keycloak %s in production mode (heap 1 GiB)
                on PostgreSQL. Visitors sign in, %d at a time and each from an address of its own, with the limits on guests off. *Gone*: the
                time at which they were last seen is set back in the database, and the step's own clean-up deletes them; none is
                left when the heap is read. It is read by `jcmd GC.class_histogram`, which counts objects in use after a full
                collection: as the clean-up has left it, and once more after an administrator has emptied the cache of users.

                | visitors so far | live heap, bytes | of that the cache of users | without it |
                | ---: | ---: | ---: | ---: |
                %s

                Without the cache, from the first line to the last: %+,d bytes for %,d visitors; more than %,d bytes in all are a
                failure. In the cache Keycloak keeps up to %,d users, and up to %,d numbers of changes, also of what has been
                deleted, which new ones push out: more than %,d bytes are a failure.

                | class | objects more | bytes more |
                | --- | ---: | ---: |
                %s

                With the limit of guests for each address on, as it is by default, %,d visitors more, from as many addresses, leave
                %+.0f bytes each. That is what the limit counts by: it is forgotten after an hour, and there are never more than
                100,000 addresses of it on a node.
                """
                .formatted(
                        machine,
                        Options.keycloakVersion(),
                        connections,
                        readings.stream().map(HeapReport::row).collect(Collectors.joining("\n")),
                        growth(),
                        last().visitors() - readings.get(0).visitors(),
                        MOST_GROWTH,
                        CACHED_USERS,
                        REVISIONS,
                        MOST_CACHED,
                        classes(),
                        more,
                        (double) limited.grownSince(last()) / more);
    }

    /** What is out of bounds. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        if (growth() > MOST_GROWTH) {
            broken.add("the heap grew by %,d bytes".formatted(growth()));
        }
        readings.stream()
                .filter(reading -> reading.cached() > MOST_CACHED)
                .forEach(
                        reading ->
                                broken.add(
                                        "after %,d visitors the cache of users has %,d bytes"
                                                .formatted(reading.visitors(), reading.cached())));
        return broken;
    }

    private HeapReading last() {
        return readings.get(readings.size() - 1);
    }

    private long growth() {
        return last().grownSince(readings.get(0));
    }

    private static String row(HeapReading reading) {
        return "| %,d | %,d | %,d | %,d |"
                .formatted(
                        reading.visitors(), reading.asLeft(), reading.cached(), reading.emptied());
    }

    /** The classes that have gained most. */
    private String classes() {
        return after.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), more(entry)))
                .sorted(Comparator.comparingLong(line -> -line.getValue().bytes()))
                .limit(CLASSES)
                .map(
                        line ->
                                "| `%s` | %+,d | %+,d |"
                                        .formatted(
                                                line.getKey(),
                                                line.getValue().instances(),
                                                line.getValue().bytes()))
                .collect(Collectors.joining("\n"));
    }

    private Instances more(Map.Entry<String, Instances> now) {
        Instances former = before.getOrDefault(now.getKey(), new Instances(0, 0));
        return new Instances(
                now.getValue().instances() - former.instances(),
                now.getValue().bytes() - former.bytes());
    }
}
