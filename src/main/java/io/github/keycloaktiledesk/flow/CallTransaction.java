package io.github.keycloaktiledesk.flow;

import java.sql.SQLException;
import java.util.Set;
import java.util.function.Function;
import javax.naming.NamingException;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Runs a call in a session and transaction of its own, committed before anything is answered: so a
 * constraint that only the commit finds violated can be tried once more, and trouble with the
 * database is told from trouble with the request.
 */
public final class CallTransaction {

    private static final Logger LOG = Logger.getLogger(CallTransaction.class);
    private static final int MOST_TRIES = 2;

    private CallTransaction() {}

    /**
     * A database or directory does not answer, or not in time. Nothing of the call has been
     * written.
     */
    public static final class UnavailableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnavailableException(Throwable cause) {
            super(cause);
        }
    }

    /**
     * Runs a call.
     *
     * @param outer the session of the HTTP request, whose context is carried over
     * @param call what to do; called again in another session if it clashes with a call at the same
     *     moment
     * @param <T> what comes out
     * @return what the call that was committed has returned
     * @throws UnavailableException if the database or a directory fails, or if the second try
     *     clashes too
     */
    public static <T> T run(KeycloakSession outer, Function<KeycloakSession, T> call) {
        for (int tries = 1; ; tries++) {
            try {
                return KeycloakModelUtils.runJobInTransactionWithResult(
                        outer.getKeycloakSessionFactory(),
                        outer.getContext(),
                        call::apply,
                        "Tiledesk call");
            } catch (RuntimeException e) {
                Trouble trouble = Trouble.of(e);
                if (trouble == Trouble.OTHER) {
                    throw e;
                }
                if (trouble == Trouble.UNAVAILABLE || tries == MOST_TRIES) {
                    throw new UnavailableException(e);
                }
                LOG.debug("Clashed with another call at the same moment, trying again", e);
            }
        }
    }

    /** What a transaction has failed of. */
    private enum Trouble {
        CLASH,
        UNAVAILABLE,
        OTHER;

        /**
         * SQLState classes of constraints, and of data and statements that are wrong at any time.
         */
        private static final String CONSTRAINT = "23";

        private static final Set<String> WRONG = Set.of("22", "42");

        static Trouble of(Throwable thrown) {
            for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
                if (cause instanceof ModelDuplicateException) {
                    return CLASH;
                }
                if (cause instanceof SQLException sql) {
                    return of(sql);
                }
                if (cause instanceof NamingException) {
                    return UNAVAILABLE;
                }
            }
            return OTHER;
        }

        private static Trouble of(SQLException exception) {
            String state = exception.getSQLState() == null ? "" : exception.getSQLState();
            String type = state.length() < 2 ? "" : state.substring(0, 2);
            if (CONSTRAINT.equals(type)) {
                return CLASH;
            }
            return WRONG.contains(type) ? OTHER : UNAVAILABLE;
        }
    }
}
