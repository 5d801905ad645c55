// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup.health;

import java.util.Locale;

/**
 * One line of a health report.
 *
 * @param part what it is about, such as {@code client}
 * @param state how it is
 * @param text a sentence for administrators
 * @param path where it is changed, as the console's menus name it
 */
public record Finding(String part, State state, String text, String path) {

    /** How a part is. */
    public enum State {
        /** In place. */
        OK,
        /** Needed for a call and not there. */
        MISSING,
        /** There and switched off. */
        OFF,
        /** Works, and is risky or will surprise users. */
        RISK;

        /**
         * The state as reports write it.
         *
         * @return for example {@code ok}
         */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String part, String text, String path) {
        return new Finding(part, State.OK, text, path);
    }

    static Finding missing(String part, String text, String path) {
        return new Finding(part, State.MISSING, text, path);
    }

    static Finding off(String part, String text, String path) {
        return new Finding(part, State.OFF, text, path);
    }

    /**
     * Something that works, and is risky or will surprise users.
     *
     * @param part what it is about
     * @param text a sentence for administrators
     * @param path where it is changed
     * @return the finding
     */
    public static Finding risk(String part, String text, String path) {
        return new Finding(part, State.RISK, text, path);
    }
}
