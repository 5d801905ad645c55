// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.membership;

import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Transactions around a call to Tiledesk, none of which is open while it is made.
 *
 * @param outside a session without open transaction
 * @param candidate for whom the call is made
 */
record ShortTransactions(KeycloakSession outside, Candidate candidate) {

    private static final Logger LOG = Logger.getLogger(ShortTransactions.class);

    /** Does work in one. */
    boolean run(Predicate<KeycloakSession> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                outside.getKeycloakSessionFactory(),
                outside.getContext(),
                work::test,
                "Tiledesk membership");
    }

    /** The same where what goes wrong changes nothing: the sign-in has been committed. */
    void attempt(String what, Predicate<KeycloakSession> work) {
        try {
            run(work);
        } catch (RuntimeException e) {
            LOG.warnf(
                    "After a membership of user %s was tried, to %s has failed: %s",
                    candidate.userId(), what, e.getClass().getSimpleName());
            LOG.debug("Why it has failed", e);
        }
    }
}
