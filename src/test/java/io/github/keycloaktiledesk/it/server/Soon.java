// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waits for what becomes true by itself, but not for ever. */
public final class Soon {

    private static final Duration POLL = Duration.ofMillis(100);

    private Soon() {}

    /**
     * Waits until this is true.
     *
     * @throws AssertionError if it is not within the limit, saying what
     */
    public static void isTrue(Duration limit, String what, BooleanSupplier condition) {
        Instant end = Instant.now().plus(limit);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(
                        "Not within " + limit.toMillis() + " milliseconds: " + what);
            }
            Pause.of(POLL);
        }
    }
}
