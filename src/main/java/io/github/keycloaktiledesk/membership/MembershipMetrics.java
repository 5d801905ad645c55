// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.membership;

import io.github.keycloaktiledesk.outgoing.OutgoingException;
import io.micrometer.core.instrument.Metrics;

/**
 * The counter {@code keycloak_tiledesk_memberships_total}, by realm and outcome, at Keycloak's own
 * metrics endpoint. Nothing is counted where metrics are not enabled.
 */
final class MembershipMetrics {

    private static final String NAME = "keycloak.tiledesk.memberships";

    private MembershipMetrics() {}

    static void made(String realm) {
        count(realm, "made");
    }

    /** It was not made, as far as is known. */
    static void failed(String realm) {
        count(realm, "failed");
    }

    /**
     * It was not made: Tiledesk was not asked, has said no to one user, or has answered anything
     * else or nothing.
     */
    static void notMade(String realm, OutgoingException failure) {
        if (failure instanceof Gate.ClosedException) {
            count(realm, "skipped");
        } else if (Gate.isRefusal(failure.status())) {
            count(realm, "rejected");
        } else {
            failed(realm);
        }
    }

    private static void count(String realm, String outcome) {
        Metrics.counter(NAME, "realm", realm, "outcome", outcome).increment();
    }
}
