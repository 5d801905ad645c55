// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many may be at something at once of those who have a key in common. Only keys in use are
 * remembered. May be used by many threads.
 *
 * @param <K> what they have in common
 */
final class Share<K> {

    private final int most;
    private final ConcurrentMap<K, Integer> taken = new ConcurrentHashMap<>();

    /**
     * A share.
     *
     * @param most how many of each key; at least one
     */
    Share(int most) {
        this.most = most;
    }

    /** Takes a place, unless all of the key's are taken. */
    boolean take(K key) {
        boolean fits = taken.merge(key, 1, Integer::sum) <= most;
        if (!fits) {
            giveBack(key);
        }
        return fits;
    }

    /** Gives back what has been taken. */
    void giveBack(K key) {
        taken.computeIfPresent(key, (unused, count) -> count == 1 ? null : count - 1);
    }

    /** Whether nobody is at it. */
    boolean isUnused() {
        return taken.isEmpty();
    }
}
