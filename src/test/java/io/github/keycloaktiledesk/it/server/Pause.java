// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.time.Duration;

/** Waits where nothing can be waited for. */
public final class Pause {

    private Pause() {}

    /**
     * Waits so long.
     *
     * @throws IllegalStateException if the thread is interrupted
     */
    public static void of(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
