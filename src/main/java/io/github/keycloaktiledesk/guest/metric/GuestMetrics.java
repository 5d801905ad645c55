package io.github.keycloaktiledesk.guest.metric;

import io.micrometer.core.instrument.Metrics;
import org.keycloak.models.RealmModel;

/**
 * The counter {@code keycloak_tiledesk_guests_total}, by realm and outcome, at Keycloak's own
 * metrics endpoint. Nothing is counted where metrics are not enabled.
 */
public final class GuestMetrics {

    private static final String NAME = "keycloak.tiledesk.guests";

    private GuestMetrics() {}

    /**
     * Counts a guest who has been created.
     *
     * @param realm the guest's realm
     */
    public static void created(RealmModel realm) {
        count(realm, "created", 1);
    }

    /**
     * Counts a guest who has come back with a token.
     *
     * @param realm the guest's realm
     */
    public static void resumed(RealmModel realm) {
        count(realm, "resumed", 1);
    }

    /**
     * Counts a visitor who was refused because a limit was reached.
     *
     * @param realm the realm
     */
    public static void refused(RealmModel realm) {
        count(realm, "refused", 1);
    }

    /**
     * Counts guests who were deleted because they had not been seen for long.
     *
     * @param realm the guests' realm
     * @param guests how many
     */
    public static void expired(RealmModel realm, long guests) {
        count(realm, "expired", guests);
    }

    private static void count(RealmModel realm, String outcome, long guests) {
        Metrics.counter(NAME, "realm", realm.getName(), "outcome", outcome).increment(guests);
    }
}
