// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api.observation;

import java.util.Locale;

/** How a call ended, as metrics and traces tell it: one of few. */
enum CallOutcome {
    /** Somebody is signed in. */
    SUCCESS,
    /** The request cannot be understood. */
    INVALID,
    /** Nobody is signed in: a wrong password or token, a rule of the realm. */
    REFUSED,
    /** Too many guests; later perhaps. */
    LIMITED,
    /** As many agents sign in as may; soon again perhaps. */
    BUSY,
    /** The database, a directory, a site's keys or Tiledesk; soon again perhaps. */
    UNAVAILABLE,
    /** A defect, or a proxy that leads our own call to Tiledesk back here. */
    ERROR;

    /** The outcome of a call that was answered with this HTTP status. */
    static CallOutcome of(int status) {
        return switch (status) {
            case 200 -> SUCCESS;
            case 400, 413, 415, 422 -> INVALID;
            case 429 -> LIMITED;
            case 503 -> UNAVAILABLE;
            default -> status < 500 ? REFUSED : ERROR;
        };
    }

    /** Whether it is the server that has failed. */
    boolean isFailure() {
        return this == UNAVAILABLE || this == ERROR;
    }

    /** As a tag or attribute has it. */
    String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}
