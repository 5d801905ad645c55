// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.membership;

import io.github.keycloaktiledesk.outgoing.OutgoingException;
import io.github.keycloaktiledesk.outgoing.OutgoingRequest;
import io.github.keycloaktiledesk.outgoing.OwnCalls;
import io.github.keycloaktiledesk.step.Warnings;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Makes a membership.
 *
 * @param outside a session without open transaction, with the realm in its context
 * @param candidate who becomes a member of what
 * @param config the step's settings
 */
record Joining(KeycloakSession outside, Candidate candidate, MembershipConfig config) {

    private static final Logger LOG = Logger.getLogger(Joining.class);
    private static final Gates GATES = new Gates(System::nanoTime);
    private static final Warnings WARNINGS =
            new Warnings(LOG, Duration.ofSeconds(Breaker.PAUSE_SECONDS));

    /** Whether the sign-in stands. */
    boolean make(String token) {
        ShortTransactions transactions = new ShortTransactions(outside, candidate);
        Aftermath aftermath = new Aftermath(transactions, candidate);
        try {
            MembershipLock lock = new MembershipLock(transactions, candidate);
            // Who may be refused is not signed in by a call that is not over yet.
            if (config.refusing() ? lock.await(config.timeLimit()) : lock.take()) {
                joinHolding(lock, token);
                MembershipMetrics.made(realm().getName());
                aftermath.record();
            }
            return true;
        } catch (OutgoingException e) {
            MembershipMetrics.notMade(realm().getName(), e);
            return failed(aftermath, reason(e));
        } catch (RuntimeException e) {
            MembershipMetrics.failed(realm().getName());
            LOG.debug("Unexpected", e);
            return failed(aftermath, "unexpected " + e.getClass().getSimpleName());
        }
    }

    private void joinHolding(MembershipLock lock, String token) throws OutgoingException {
        boolean made = false;
        try {
            join(token);
            made = true;
        } finally {
            if (!made) {
                lock.release();
            }
        }
        lock.done();
    }

    private void join(String token) throws OutgoingException {
        TiledeskAddress address = TiledeskAddress.of(config.baseUrl(), config.httpAllowed());
        GATES.pass(
                realm().getId(),
                address,
                () ->
                        new OutgoingRequest<>(
                                        outside,
                                        new JoinRequest(address, candidate.project(), token),
                                        config.timeLimit())
                                .send());
    }

    private boolean failed(Aftermath aftermath, String reason) {
        WARNINGS.warn(
                "A user of realm %s has not become a member of a Tiledesk project: %s",
                realm().getName(), reason);
        if (config.refusing()) {
            aftermath.refuse(reason);
        }
        return !config.refusing();
    }

    private static String reason(OutgoingException failure) {
        return failure.status() == OwnCalls.LOOP_DETECTED
                ? "the base URL leads back to Keycloak"
                : failure.getMessage();
    }

    private RealmModel realm() {
        return outside.getContext().getRealm();
    }
}
