// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.call;

import jakarta.persistence.OptimisticLockException;
import jakarta.transaction.RollbackException;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.naming.CommunicationException;
import javax.naming.ServiceUnavailableException;
import javax.naming.TimeLimitExceededException;
import javax.net.ssl.SSLException;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.ModelException;
import org.keycloak.models.ModelIllegalStateException;
import org.keycloak.storage.StorageUnavailableException;

/** What a transaction has failed of. */
public enum Trouble {
    /** Of another transaction at the same moment; a second try sees what that one has written. */
    CLASH,
    /** Of a database or directory that does not answer. */
    UNAVAILABLE,
    /** Of a defect: of this extension, of another, or of the data. */
    OTHER;

    /** SQLState classes of constraints, and of transactions that the database has rolled back. */
    private static final Set<String> CLASHES = Set.of("23", "40");

    /** SQLState classes of data and statements that are wrong at any time. */
    private static final Set<String> WRONG = Set.of("0A", "21", "22", "42", "54");

    /** What says that a directory does not answer, and not that it was asked the wrong thing. */
    private static final Set<Class<? extends Throwable>> DIRECTORY =
            Set.of(
                    StorageUnavailableException.class,
                    CommunicationException.class,
                    ServiceUnavailableException.class,
                    TimeLimitExceededException.class);

    /**
     * What a connection to a database, or the wait for one, ends with. Keycloak's {@code
     * EntityManagerProxy} leaves of a failure only this innermost cause.
     */
    private static final Set<Class<? extends Throwable>> CONNECTION =
            Set.of(
                    EOFException.class,
                    SocketException.class,
                    SocketTimeoutException.class,
                    UnknownHostException.class,
                    SSLException.class,
                    TimeoutException.class);

    /**
     * Reads an exception.
     *
     * @param thrown what a transaction has failed with
     * @return what that means
     */
    public static Trouble of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ModelDuplicateException
                    || cause instanceof ModelIllegalStateException
                    // Of a row that is gone, where Keycloak lets Hibernate's own exception through.
                    || cause instanceof OptimisticLockException) {
                return CLASH;
            }
            if (cause instanceof SQLException sql) {
                return of(sql);
            }
            if (isOneOf(DIRECTORY, cause) || isConnection(cause) || isEnded(cause)) {
                return UNAVAILABLE;
            }
        }
        return OTHER;
    }

    private static boolean isConnection(Throwable thrown) {
        return thrown instanceof ModelException && isOneOf(CONNECTION, thrown.getCause());
    }

    /**
     * Ended by the transaction manager, because it took too long or because the database went away
     * during the commit; whatever else keeps a transaction from being committed is the cause.
     */
    private static boolean isEnded(Throwable thrown) {
        return thrown instanceof RollbackException && thrown.getCause() == null;
    }

    private static boolean isOneOf(Set<Class<? extends Throwable>> types, Throwable thrown) {
        return types.stream().anyMatch(type -> type.isInstance(thrown));
    }

    private static Trouble of(SQLException exception) {
        String state = exception.getSQLState() == null ? "" : exception.getSQLState();
        String type = state.length() < 2 ? "" : state.substring(0, 2);
        if (CLASHES.contains(type)) {
            return CLASH;
        }
        return WRONG.contains(type) ? OTHER : UNAVAILABLE;
    }
}
