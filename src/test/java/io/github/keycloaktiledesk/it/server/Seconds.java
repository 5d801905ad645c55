// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.time.Instant;

/** Time as tokens tell it: in whole seconds. */
public final class Seconds {

    private Seconds() {}

    /** Seconds since the epoch. */
    public static long now() {
        return Instant.now().getEpochSecond();
    }

    /** Waits until this second has begun. */
    public static void awaitStart(long second) {
        try {
            while (now() < second) {
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
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
