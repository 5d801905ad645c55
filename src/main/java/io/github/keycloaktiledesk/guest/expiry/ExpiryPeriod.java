// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.expiry;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;

/**
 * For how long the guests of a realm may stay away.
 *
 * @param asked what the steps say; null: guests stay for ever
 * @param longestToken the longest life of a token that a guest may come back with
 */
record ExpiryPeriod(Duration asked, Duration longestToken) {

    /**
     * Of several guest steps the longest time counts, and never is longer than any.
     *
     * @param days what each step says; without any step nothing says that guests may be deleted
     */
    static ExpiryPeriod of(Collection<ExpiryConfig> days, Duration longestToken) {
        boolean never = days.isEmpty() || days.contains(new ExpiryConfig(0));
        return new ExpiryPeriod(
                never
                        ? null
                        : Duration.ofDays(
                                Collections.max(days.stream().map(ExpiryConfig::days).toList())),
                longestToken);
    }

    /** Whether the steps ask for less than a token lasts. */
    boolean isTooShort() {
        return asked != null && asked.compareTo(longestToken) < 0;
    }

    /** What counts, or empty if guests stay for ever. */
    Optional<Duration> length() {
        return Optional.ofNullable(isTooShort() ? longestToken : asked);
    }
}
