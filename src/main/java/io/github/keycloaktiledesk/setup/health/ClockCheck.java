// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;

/**
 * Whether the clock of the node that is asked is right, which the database is the judge of: all
 * nodes have it in common.
 *
 * @param node the node's clock
 * @param database what the database's clock shows, or empty if it does not tell
 */
record ClockCheck(InstantSource node, Supplier<Optional<Instant>> database) implements Check {

    private static final Logger LOG = Logger.getLogger(ClockCheck.class);
    private static final String PART = "clock";
    private static final String PATH = "Time synchronization of the servers";

    /** More than nodes that are synchronized ever differ by. */
    private static final Duration MOST = Duration.ofSeconds(5);

    static ClockCheck of(KeycloakSession session) {
        return new ClockCheck(InstantSource.system(), new DatabaseClock(session)::now);
    }

    @Override
    public Stream<Finding> run() {
        Instant before = node.instant();
        Optional<Instant> there = database.get();
        Instant after = node.instant();
        return there.map(now -> finding(off(before, now, after))).stream();
    }

    /** By how much the node is ahead at least; what the question took is in nobody's disfavour. */
    private static Duration off(Instant before, Instant database, Instant after) {
        if (before.isAfter(database)) {
            return Duration.between(database, before);
        }
        return after.isBefore(database) ? Duration.between(database, after) : Duration.ZERO;
    }

    private static Finding finding(Duration off) {
        if (off.abs().compareTo(MOST) < 0) {
            return Finding.ok(PART, "This node's clock and the database's agree", PATH);
        }
        String text =
                "This node's clock is about %d seconds %s the database's: tokens of this node and of others may be refused"
                        .formatted(off.abs().toSeconds(), off.isNegative() ? "behind" : "ahead of");
        LOG.warn(text);
        return Finding.risk(PART, text, PATH);
    }
}
