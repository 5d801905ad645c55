// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.expiry;

import java.time.Duration;
import org.keycloak.Config;

/**
 * Server options of a node, {@code --spi-authenticator--tiledesk-guest--expiry-…}: how busy the
 * clean-up may get.
 *
 * @param interval seconds from one turn of this node to the next; 0: this node never cleans up
 * @param batchSize guests in one transaction
 * @param rate guests a second
 */
public record ExpiryOptions(int interval, int batchSize, int rate) {

    private static final String INTERVAL = "expiry-interval";
    private static final String BATCH_SIZE = "expiry-batch-size";
    private static final String RATE = "expiry-rate";

    /** Keycloak gives up a transaction after five minutes; this many take some seconds. */
    private static final int LARGEST_BATCH = 1000;

    /**
     * Reads the options.
     *
     * @param config the options of the guest step's provider
     * @return the options, with defaults: every hour, 50 guests in a transaction, 50 a second
     * @throws IllegalArgumentException if one is out of its range, so that the server does not
     *     start
     */
    public static ExpiryOptions of(Config.Scope config) {
        return new ExpiryOptions(
                within(config, INTERVAL, 3600, 0, (int) Duration.ofDays(7).toSeconds()),
                within(config, BATCH_SIZE, 50, 1, LARGEST_BATCH),
                within(config, RATE, 50, 1, 1_000_000));
    }

    private static int within(
            Config.Scope config, String name, int defaultValue, int least, int most) {
        int value = config.getInt(name, defaultValue);
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "spi-authenticator--tiledesk-guest--%s must be from %d to %d"
                            .formatted(name, least, most));
        }
        return value;
    }

    /** No more than a second's worth: a second must not see more guests go than the rate says. */
    int mostAtOnce() {
        return Math.min(batchSize, rate);
    }

    /** How long a run may last, well below what its lock holds for. */
    Duration longestRun() {
        return Duration.ofSeconds(interval).multipliedBy(4).dividedBy(5);
    }
}
