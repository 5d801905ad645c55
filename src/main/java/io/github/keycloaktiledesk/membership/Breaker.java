// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.membership;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps calls away from a server that has failed several times in a row. After a pause one call may
 * try. May be used by many threads.
 */
final class Breaker {

    /** So many failures in a row open it. */
    static final int FAILURES = 5;

    static final long PAUSE_SECONDS = 30;

    private final LongSupplier nanos;
    private int failures;
    private long since;

    /**
     * A closed one.
     *
     * @param nanos a clock such as {@link System#nanoTime}
     */
    Breaker(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether a call may be made; of one that is, {@link #end} has to be told. */
    synchronized boolean admits() {
        if (failures < FAILURES) {
            return true;
        }
        long now = nanos.getAsLong();
        if (now - since < TimeUnit.SECONDS.toNanos(PAUSE_SECONDS)) {
            return false;
        }
        // This one tries; for all others the pause begins again.
        since = now;
        return true;
    }

    /** Says how a call has ended: whether the server has answered, be it with a no. */
    synchronized void end(boolean answered) {
        if (answered) {
            failures = 0;
        } else if (++failures == FAILURES) {
            since = nanos.getAsLong();
        }
    }
}
