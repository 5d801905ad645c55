// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.call;

import io.github.keycloaktiledesk.call.CallMemory.Errand;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Runs a call in a session and transaction of its own, committed before anything is answered: so a
 * constraint that only the commit finds violated can be tried once more, and trouble with the
 * database is told from trouble with the request.
 */
public final class CallTransaction {

    private static final Logger LOG = Logger.getLogger(CallTransaction.class);

    /** A call may clash over the customer it makes, and then over the guest it removes. */
    private static final int MOST_TRIES = 3;

    /** More than any call has; without a limit, one that is never content would never end. */
    private static final int MOST_ERRANDS = 4;

    private CallTransaction() {}

    /**
     * A database, a directory or Tiledesk does not answer, or not in time. Nothing of the call
     * remains; whoever throws it without a cause has said to the log why.
     */
    public static final class UnavailableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnavailableException(Throwable cause) {
            super(cause);
        }

        /** An exception for whoever has said to the log why. */
        public UnavailableException() {
            super();
        }
    }

    /**
     * Runs a call.
     *
     * @param outer the session of the HTTP request, whose context is carried over and whose
     *     transaction is ended
     * @param call what to do; called again in another session if it clashes with a call at the same
     *     moment
     * @param <T> what comes out
     * @return what the call that was committed has returned
     * @throws UnavailableException if the database or a directory fails, if the last try clashes
     *     too, if there is no end of errands, or if what was wanted after the commit says so
     */
    public static <T> T run(KeycloakSession outer, Function<KeycloakSession, T> call) {
        return run(outer, call, true);
    }

    /**
     * Runs a call in the course of a request that goes on afterwards, such as a step of a browser
     * flow: the request's transaction stays open. What the request has read of the database before
     * may hide from it what the call has written.
     *
     * @param outer the session of the HTTP request, whose context is carried over
     * @param call what to do; called again in another session if it clashes with a call at the same
     *     moment
     * @param <T> what comes out
     * @return what the call that was committed has returned
     * @throws UnavailableException as {@link #run}
     */
    public static <T> T runWithin(KeycloakSession outer, Function<KeycloakSession, T> call) {
        return run(outer, call, false);
    }

    private static <T> T run(
            KeycloakSession outer, Function<KeycloakSession, T> call, boolean endOuter) {
        CallMemory memory = new CallMemory();
        T result = commit(outer, memory, call, endOuter);
        memory.committed(outer);
        return result;
    }

    private static <T> T commit(
            KeycloakSession outer,
            CallMemory memory,
            Function<KeycloakSession, T> call,
            boolean endOuter) {
        int errands = 0;
        int tries = 1;
        while (true) {
            try {
                // It holds a connection if it had to load the realm. A call needs one at a time,
                // and none while it waits for somebody else. (Ended already: nothing happens.)
                if (endOuter) {
                    outer.getTransactionManager().commit();
                }
                return KeycloakModelUtils.runJobInTransactionWithResult(
                        outer.getKeycloakSessionFactory(),
                        outer.getContext(),
                        own -> {
                            memory.attach(own);
                            return call.apply(own);
                        },
                        "Tiledesk call");
            } catch (Errand e) {
                if (++errands > MOST_ERRANDS) {
                    throw new UnavailableException(e);
                }
                memory.run(e, outer);
            } catch (RuntimeException e) {
                Trouble trouble = Trouble.of(e);
                if (trouble == Trouble.OTHER) {
                    throw e;
                }
                if (trouble == Trouble.UNAVAILABLE) {
                    throw new UnavailableException(e);
                }
                if (tries++ == MOST_TRIES) {
                    LOG.warn("Clashed again, which chance does not explain", e);
                    throw new UnavailableException(e);
                }
                LOG.debug("Clashed with another call at the same moment, trying again", e);
            }
        }
    }
}
