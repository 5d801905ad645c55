// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.handover;

import io.github.keycloaktiledesk.call.CallTransaction;
import io.github.keycloaktiledesk.call.CallTransaction.UnavailableException;
import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Errors;
import org.keycloak.models.KeycloakSession;

/**
 * Work in a transaction of its own, while a browser flow waits. Whatever asks the database before
 * the customer is signed in belongs here: a request that already holds a connection while it waits
 * for another one could wait for ever, if many do.
 */
final class OwnTransaction {

    private static final Logger LOG = Logger.getLogger(OwnTransaction.class);

    /** In seconds, as the calls say. */
    private static final String RETRY_AFTER = "5";

    private OwnTransaction() {}

    static <T> T run(AuthenticationFlowContext browser, Function<KeycloakSession, T> work)
            throws RefusedException {
        try {
            return CallTransaction.runWithin(browser.getSession(), work);
        } catch (UnavailableException e) {
            LOG.warnf("No customer is handed over now: %s", e.getCause());
            throw unavailable(
                    Errors.GENERIC_AUTHENTICATION_ERROR, "a database or directory does not answer");
        }
    }

    static RefusedException unavailable(String eventError, String reason) {
        return new RefusedException(
                new Refusal(
                        503,
                        "temporarily_unavailable",
                        "Temporarily unavailable",
                        eventError,
                        reason,
                        RETRY_AFTER));
    }
}
