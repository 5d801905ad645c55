// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.keys;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What became of this node's last fetches. Nothing is kept for longer than it matters, so sites
 * that nobody calls any more are forgotten.
 */
final class RecentFetches {

    /** Nobody fetches for so long after a failure. */
    private static final long PAUSE_SECONDS = 10;

    /** Keys without ids are fetched again after this time. */
    private static final long FRESH_SECONDS = 60;

    private final LongSupplier nanos;
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();
    private final Map<String, Long> answers = new ConcurrentHashMap<>();

    /**
     * Nothing has happened yet.
     *
     * @param nanos a clock such as {@link System#nanoTime}
     */
    RecentFetches(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private record Failure(String reason, long nanos) {}

    /** Notes a failure, and says what those are told who want the keys. */
    KeysUnavailableException failed(String site, String reason) {
        failures.values().removeIf(old -> secondsSince(old.nanos) >= PAUSE_SECONDS);
        failures.put(site, new Failure(reason, nanos.getAsLong()));
        return new KeysUnavailableException(reason, PAUSE_SECONDS);
    }

    /** Notes that a site has answered; a fetch may also find that it is too early to ask. */
    void answered(String site) {
        answers.values().removeIf(old -> secondsSince(old) >= FRESH_SECONDS);
        answers.put(site, nanos.getAsLong());
    }

    /** Throws while a failure is fresh, so that nobody waits for the next one. */
    void checkPause(String site) throws KeysUnavailableException {
        Failure failure = failures.get(site);
        long left = failure == null ? 0 : PAUSE_SECONDS - secondsSince(failure.nanos);
        if (left > 0) {
            throw new KeysUnavailableException(failure.reason, left);
        }
    }

    /** Whether the site has answered within the last minute. */
    boolean isFresh(String site) {
        Long answer = answers.get(site);
        return answer != null && secondsSince(answer) < FRESH_SECONDS;
    }

    private long secondsSince(long then) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - then);
    }
}
