package io.github.keycloaktiledesk.it.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** A database server on this machine with an empty database for Keycloak. */
interface Database extends AutoCloseable {

    /** What tells Keycloak to use it. */
    Map<String, String> options();

    /** A connection of the test's own to the same database, where tests can have one. Close it. */
    default Connection connect() throws SQLException {
        throw new UnsupportedOperationException("The tests have no driver for this database");
    }

    @Override
    void close();
}
