// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.time.Duration;
import java.time.Instant;

/** Time as tokens tell it: in whole seconds. */
public final class Seconds {

    private static final Duration POLL = Duration.ofMillis(50);

    private Seconds() {}

    /** Seconds since the epoch. */
    public static long now() {
        return Instant.now().getEpochSecond();
    }

    /** Waits until this second has begun. */
    public static void awaitStart(long second) {
        while (now() < second) {
            Pause.of(POLL);
        }
    }

    /**
     * Waits until what has just been issued is a second old: what Keycloak revokes is what was
     * issued in an earlier second.
     */
    public static void awaitNext() {
        awaitStart(now() + 1);
    }
}
