// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.expiry;

import io.github.keycloaktiledesk.user.LastSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Since when a guest must not have been seen to be deleted, realm by realm. A day is added, as what
 * is written may be a day older than the last visit.
 */
final class Cutoffs {

    private final Map<String, Instant> byRealm = new HashMap<>();

    Cutoffs(Map<String, Duration> periods, Instant now) {
        periods.forEach(
                (realm, period) ->
                        byRealm.put(realm, now.minus(period).minus(LastSeen.GRANULARITY)));
    }

    /** The latest of all, as the attribute has it; empty if no realm has its guests deleted. */
    Optional<String> latest() {
        return byRealm.values().stream().max(Instant::compareTo).map(LastSeen::text);
    }

    /**
     * Whether guests of a realm who were last seen then have expired; not so for what is no time.
     */
    boolean isPast(String realm, String seen) {
        Instant cutoff = byRealm.get(realm);
        return cutoff != null && LastSeen.read(seen).filter(cutoff::isAfter).isPresent();
    }
}
