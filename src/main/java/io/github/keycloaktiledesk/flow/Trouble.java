package io.github.keycloaktiledesk.flow;

import java.sql.SQLException;
import java.util.Set;
import javax.naming.NamingException;
import org.keycloak.models.ModelDuplicateException;

/** What a transaction has failed of. */
enum Trouble {
    /** Of another transaction at the same moment; a second try sees what that one has written. */
    CLASH,
    /** Of a database or directory that does not answer. */
    UNAVAILABLE,
    /** Of a defect: of this extension, of another, or of the data. */
    OTHER;

    /** SQLState classes of constraints, and of transactions that the database has rolled back. */
    private static final Set<String> CLASHES = Set.of("23", "40");

    /** SQLState classes of data and statements that are wrong at any time. */
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
        if (CLASHES.contains(type)) {
            return CLASH;
        }
        return WRONG.contains(type) ? OTHER : UNAVAILABLE;
    }
}
