// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The counter {@code keycloak_tiledesk_guests_total}, by realm, outcome and limit, at Keycloak's
 * own metrics endpoint. Nothing is counted where metrics are not enabled.
 */
public final class GuestMetrics {

    private static final String NAME = "keycloak.tiledesk.guests";

    /** All series of a counter have the same tags; an empty one is as good as none. */
    private static final String NO_LIMIT = "";

    /** As many as the registry has, which finds one by its tags only slowly. */
    private static final Map<Series, Counter> COUNTERS = new ConcurrentHashMap<>();

    private GuestMetrics() {}

    /**
     * Counts a guest who is being created, once that is committed.
     *
     * @param session the session of the call, with the realm in its context
     */
    public static void created(KeycloakSession session) {
        countOnCommit(session, "created", 1);
    }

    /**
     * Counts a guest who comes back with a token, once that is committed.
     *
     * @param session the session of the call, with the realm in its context
     */
    public static void resumed(KeycloakSession session) {
        countOnCommit(session, "resumed", 1);
    }

    /**
     * Counts a visitor who was refused because a limit was reached.
     *
     * @param realm the realm
     * @param limit which one, one of few
     */
    public static void refused(RealmModel realm, String limit) {
        count(realm.getName(), "refused", limit, 1);
    }

    /**
     * Counts guests who are being deleted because they have not been seen for long, once that is
     * committed.
     *
     * @param session the session of the deletion, with the realm in its context
     * @param guests how many; of none, nothing is counted
     */
    public static void expired(KeycloakSession session, long guests) {
        if (guests > 0) {
            countOnCommit(session, "expired", guests);
        }
    }

    private static void countOnCommit(KeycloakSession session, String outcome, long guests) {
        String realm = session.getContext().getRealm().getName();
        session.getTransactionManager()
                .enlistAfterCompletion(
                        new AbstractKeycloakTransaction() {
                            @Override
                            protected void commitImpl() {
                                count(realm, outcome, NO_LIMIT, guests);
                            }

                            @Override
                            protected void rollbackImpl() {
                                // It has not happened.
                            }
                        });
    }

    private static void count(String realm, String outcome, String limit, long guests) {
        COUNTERS.computeIfAbsent(new Series(realm, outcome, limit), Series::counter)
                .increment(guests);
    }

    private record Series(String realm, String outcome, String limit) {

        private Counter counter() {
            return Metrics.counter(NAME, "realm", realm, "outcome", outcome, "limit", limit);
        }
    }
}
