// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.user;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.keycloak.common.util.Time;
import org.keycloak.models.UserModel;

/**
 * When a guest was last seen: the attribute {@link UserAttributes#GUEST_SEEN}. It is the UTC time
 * in seconds as ISO 8601 writes it ({@code 2026-07-01T09:30:00Z}), so that texts sort as the times
 * do and a database finds the oldest by its index on attributes.
 */
public final class LastSeen {

    /**
     * How old what is written may get before it is written again. So a guest may have been seen
     * this much later than its attribute says.
     */
    public static final Duration GRANULARITY = Duration.ofDays(1);

    private LastSeen() {}

    /**
     * Writes that a new guest has been seen now.
     *
     * @param guest the guest
     */
    public static void write(UserModel guest) {
        guest.setSingleAttribute(UserAttributes.GUEST_SEEN, text(now()));
    }

    /**
     * Writes that a guest has been seen now, unless that was written less than a day ago: most page
     * loads of a visitor then write nothing.
     *
     * @param guest the guest who has come back
     */
    public static void refresh(UserModel guest) {
        if (!isRecent(guest.getFirstAttribute(UserAttributes.GUEST_SEEN))) {
            write(guest);
        }
    }

    private static boolean isRecent(String text) {
        // Mostly it was today, which is seen without parsing a time at every page load.
        String today = LocalDate.ofInstant(now(), ZoneOffset.UTC).toString();
        return (text != null && text.startsWith(today))
                || read(text).filter(seen -> seen.isAfter(now().minus(GRANULARITY))).isPresent();
    }

    /**
     * Reads a value of the attribute.
     *
     * @param text the value, which an admin may have edited, or null
     * @return the time, or empty if it is none
     */
    public static Optional<Instant> read(String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /**
     * A time as the attribute has it.
     *
     * @param time the time
     * @return the text, of the same length for every time of the next thousands of years
     */
    public static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /**
     * Keycloak's clock, which tests may move.
     *
     * @return now
     */
    public static Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }
}
