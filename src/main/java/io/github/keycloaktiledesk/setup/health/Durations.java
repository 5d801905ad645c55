// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup.health;

import java.time.Duration;

/** Times as administrators read them. */
final class Durations {

    private Durations() {}

    /** In the largest unit of which there are two at least, rounded down. */
    static String text(Duration time) {
        if (time.toDays() > 1) {
            return time.toDays() + " days";
        }
        if (time.toHours() > 1) {
            return time.toHours() + " hours";
        }
        return time.toMinutes() > 1 ? time.toMinutes() + " minutes" : time.toSeconds() + " seconds";
    }
}
