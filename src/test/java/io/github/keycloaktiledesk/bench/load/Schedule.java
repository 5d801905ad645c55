// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.load;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Which call is due when: each at its own rate, from some moment of its first interval on. */
final class Schedule {

    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(Due::nanos));

    Schedule(List<Offered> calls) {
        calls.forEach(
                call ->
                        queue.add(
                                new Due(
                                        (long)
                                                (interval(call)
                                                        * ThreadLocalRandom.current().nextDouble()),
                                        call)));
    }

    /**
     * A call.
     *
     * @param nanos when it is due, after the beginning
     * @param call what to call
     */
    record Due(long nanos, Offered call) {}

    /** The next one. */
    Due next() {
        Due due = queue.remove();
        queue.add(new Due((long) (due.nanos() + interval(due.call())), due.call()));
        return due;
    }

    private static double interval(Offered call) {
        return TimeUnit.SECONDS.toNanos(1) / call.perSecond();
    }
}
