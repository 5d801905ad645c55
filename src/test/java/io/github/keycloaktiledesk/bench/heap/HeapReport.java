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
 */
record HeapReport(
        String machine, int connections, List<HeapReading> readings, HeapReading limited) {

    /** What a heap that does not grow goes up and down by, in all: nothing for each visitor. */
    private static final long MOST_GROWTH = 2 << 20;

    /** So many numbers of changes to users Keycloak keeps at most, deleted ones too. */
    private static final long REVISIONS = 100_000;

    /** So many searches for what a user shares, each made when one is deleted. */
    private static final long SEARCHES = 10_000;

    /** Each of these has a number as well, and so have as many that are no longer kept. */
    private static final long ENTRIES = REVISIONS + 3 * SEARCHES;

    /** What one takes, with its key and its place in a cache. */
    private static final long BYTES_OF_ENTRY = 400;

    private static final long MOST_CACHED = ENTRIES * BYTES_OF_ENTRY;

    private static final int CLASSES = 10;

    String text() {
        long more = limited.visitors() - last().visitors();
        return """
                # What remains of visitors who are gone

                Written by `mvn -Pbench -Dbench=VisitorHeap`, on %s, with Keycloak %s in production mode (heap 1 GiB)
                on PostgreSQL. Visitors sign in, %d at a time and each from an address of its own, with the limits on guests off. *Gone*: the
                time at which they were last seen is set back in the database, and the step's own clean-up deletes them; none is
                left when the heap is read. It is read by `jcmd GC.class_histogram`, which counts objects in use after a full
                collection: as the clean-up has left it, and once more after an administrator has emptied the caches of users and realms.

                | visitors so far | live heap, bytes | of that these caches | without them |
                | ---: | ---: | ---: | ---: |
                %s

                Without these caches, from the first line to the last: %+,d bytes for %,d visitors. More than %,d bytes in all are a
                failure. What has become more, by class:

                %s

                In its caches Keycloak keeps a number for each user, and each name, that has lately been changed or deleted, up to
                %,d; and of each user who is deleted that nothing is shared by them, up to %,d: new ones push out old ones. More
                than %,d bytes are a failure. What they had at the last line, by class:

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
                        growth(readings.get(0).emptied(), last().emptied()),
                        REVISIONS,
                        SEARCHES,
                        MOST_CACHED,
                        growth(last().emptied(), last().asLeft()),
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
                                        "after %,d visitors the caches have %,d bytes"
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
                        reading.visitors(),
                        reading.bytesAsLeft(),
                        reading.cached(),
                        reading.bytesEmptied());
    }

    /** The classes of which there is most more, as a table. */
    private static String growth(Map<String, Instances> before, Map<String, Instances> after) {
        return after.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), more(before.get(entry.getKey()), entry)))
                .sorted(Comparator.comparingLong(line -> -line.getValue().bytes()))
                .limit(CLASSES)
                .map(
                        line ->
                                "| `%s` | %+,d | %+,d |"
                                        .formatted(
                                                line.getKey(),
                                                line.getValue().instances(),
                                                line.getValue().bytes()))
                .collect(
                        Collectors.joining(
                                "\n", "| class | objects | bytes |\n| --- | ---: | ---: |\n", ""));
    }

    private static Instances more(Instances former, Map.Entry<String, Instances> now) {
        return former == null
                ? now.getValue()
                : new Instances(
                        now.getValue().instances() - former.instances(),
                        now.getValue().bytes() - former.bytes());
    }
}
