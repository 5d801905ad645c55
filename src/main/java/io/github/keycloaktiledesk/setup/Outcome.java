// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import java.util.Locale;
import java.util.Optional;

/**
 * What has become of a part of a setup.
 *
 * @param state what has become of it
 * @param part what it is, such as {@code client}
 * @param name its name in the console
 * @param text why, or empty
 */
record Outcome(State state, String part, String name, String text) {

    /** Why a part must stay that this one needs, if this one has stayed. */
    Optional<String> need() {
        return state == State.KEPT
                ? Optional.of("It is needed by %s '%s'".formatted(part, name))
                : Optional.empty();
    }

    /** What becomes of a part. */
    enum State {
        /** It was not there and is now. */
        CREATED,
        /** It was there and is as it was. */
        KEPT,
        /** It is not there, and something is in its way. */
        MISSING,
        /** It was there and is not any more. */
        REMOVED,
        /** It was not there, and need not be. */
        ABSENT;

        /** The key under which answers list it. */
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
