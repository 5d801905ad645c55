// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.expiry;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds a run back to its rate, and ends it when its time is over or the server stops. */
final class Pace {

    private final int rate;
    private final CountDownLatch stop;
    private final long start = System.nanoTime();
    private final long end;
    private long next = start;

    /**
     * @param options the rate, and how long the run may last
     * @param stop counted down when the server stops
     */
    Pace(ExpiryOptions options, CountDownLatch stop) {
        this.rate = options.rate();
        this.stop = stop;
        this.end = start + options.longestRun().toNanos();
    }

    /** Waits until so many more may be deleted; says whether the run goes on then. */
    boolean awaitTurn(int guests) {
        long now = System.nanoTime();
        long turn = Math.max(now, next);
        if (turn - end >= 0) {
            return false;
        }
        next = turn + TimeUnit.SECONDS.toNanos(guests) / rate;
        try {
            return !stop.await(turn - now, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
