// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * How many agents this node lets sign in at once. Passwords are checked slowly on purpose, and
 * whoever waits for that holds one of the server's threads: without a limit, agents could take all
 * of them, and visitors and customers would wait behind. Nobody waits in front of it, and nothing
 * of a request is looked at before it, so whoever is refused learns nothing. May be used by many
 * threads.
 */
final class SigninLimit {

    /**
     * Half of the threads that Keycloak has unless {@code http-pool-max-threads} says otherwise.
     */
    static final int DEFAULT = Math.max(25, 2 * Runtime.getRuntime().availableProcessors());

    private static final Logger LOG = Logger.getLogger(SigninLimit.class);

    /** As everywhere that a call is not answered now. */
    private static final String RETRY_AFTER = "5";

    private static final long LINE_NANOS = Duration.ofMinutes(1).toNanos();

    private final int most;
    private final Semaphore free;
    private final AtomicLong lineAt = new AtomicLong(System.nanoTime() - LINE_NANOS);

    /**
     * A limit.
     *
     * @param most how many; 0 for any number
     */
    SigninLimit(int most) {
        this.most = most;
        this.free = new Semaphore(most);
    }

    /** Has an agent sign in, or answers 503 if as many as may be are at it. */
    Answer admit(Supplier<Answer> signin) {
        if (most == 0) {
            return signin.get();
        }
        if (!free.tryAcquire()) {
            sayAtMostOnceAMinute();
            return Answer.error(503, "Temporarily unavailable", RETRY_AFTER);
        }
        try {
            return signin.get();
        } finally {
            free.release();
        }
    }

    /** No event either: a flood shall not fill the log or the database. */
    private void sayAtMostOnceAMinute() {
        long last = lineAt.get();
        long now = System.nanoTime();
        if (now - last >= LINE_NANOS && lineAt.compareAndSet(last, now)) {
            LOG.warnf("Not answered now: as many agents sign in as max-signins allows, %d", most);
        }
    }
}
