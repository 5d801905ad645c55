// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.limit;

import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.keycloaktiledesk.guest.metric.GuestMetrics;
import io.github.keycloaktiledesk.step.Refusal;
import java.time.Duration;
import java.util.Optional;
import org.keycloak.events.Errors;
import org.keycloak.models.RealmModel;

/**
 * Counts the guests of this node, by client address and by realm, and says when there are too many.
 * May be used by many threads.
 */
public final class GuestRates {

    /** RFC 6585 section 4. */
    private static final int TOO_MANY_REQUESTS = 429;

    /** Some 20 MB, should so many ever come within an hour. */
    private static final long MOST_ADDRESSES = 100_000;

    private static final long MOST_REALMS = 10_000;

    private record AddressInRealm(String realmId, String address) {}

    private final LoadingCache<AddressInRealm, Window> addresses;
    private final LoadingCache<String, Window> realms;

    /** Counts nobody yet. */
    public GuestRates() {
        this(Ticker.systemTicker());
    }

    GuestRates(Ticker clock) {
        addresses = Window.each(Duration.ofHours(1), MOST_ADDRESSES, clock);
        realms = Window.each(Duration.ofMinutes(1), MOST_REALMS, clock);
    }

    /**
     * Counts a visitor who is about to become a guest, unless a limit has been reached. Whoever is
     * refused is not counted, neither for the address nor for the realm.
     *
     * @param realm the realm
     * @param remoteHost the client's address as Keycloak has it, or null
     * @param limits what the step's settings allow
     * @return why the visitor is refused, or empty
     */
    public Optional<Refusal> admit(RealmModel realm, String remoteHost, RateLimits limits) {
        Optional<Reached> reached = count(realm.getId(), remoteHost, limits);
        reached.ifPresent(limit -> GuestMetrics.refused(realm, limit.name()));
        return reached.map(Reached::refusal);
    }

    Optional<Reached> count(String realmId, String remoteHost, RateLimits limits) {
        Window address = null;
        if (limits.perAddress() > 0) {
            address = addresses.get(new AddressInRealm(realmId, ClientAddress.key(remoteHost)));
            if (!address.take(limits.perAddress())) {
                return Optional.of(Reached.ofAddress(limits.perAddress(), address.left()));
            }
        }
        if (limits.perRealm() > 0) {
            Window whole = realms.get(realmId);
            if (!whole.take(limits.perRealm())) {
                if (address != null) {
                    address.giveBack();
                }
                return Optional.of(Reached.ofRealm(limits.perRealm(), whole.left()));
            }
        }
        return Optional.empty();
    }

    /**
     * A limit that has been reached.
     *
     * @param name its name in metrics
     * @param message what the caller is told
     * @param reason what the event says
     * @param left until when
     */
    record Reached(String name, String message, String reason, Duration left) {

        private static Reached ofAddress(int most, Duration left) {
            return new Reached(
                    "address",
                    "Too many visitors from this address. Please try again later.",
                    "limit reached: " + most + " guests per address and hour",
                    left);
        }

        private static Reached ofRealm(int most, Duration left) {
            return new Reached(
                    "realm",
                    "Too many visitors at the moment. Please try again later.",
                    "limit reached: " + most + " guests per realm and minute",
                    left);
        }

        /** Whole seconds, the last one begun and at least one. */
        long retryAfter() {
            return Math.max(1, left.plusSeconds(1).minusNanos(1).toSeconds());
        }

        private Refusal refusal() {
            return new Refusal(
                    TOO_MANY_REQUESTS,
                    "temporarily_unavailable",
                    message,
                    Errors.SLOW_DOWN,
                    reason,
                    String.valueOf(retryAfter()));
        }
    }
}
