package io.github.keycloaktiledesk.membership;

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

    /** Tiledesk has said no to one user, by one of {@link Gate#isRefusal a few} statuses. */
    static void rejected(String realm) {
        count(realm, "rejected");
    }

    /** Tiledesk has not answered, or with anything else. */
    static void failed(String realm) {
        count(realm, "failed");
    }

    /** Tiledesk was not asked: too many calls are in flight, or have failed in a row. */
    static void skipped(String realm) {
        count(realm, "skipped");
    }

    private static void count(String realm, String outcome) {
        Metrics.counter(NAME, "realm", realm, "outcome", outcome).increment();
    }
}
