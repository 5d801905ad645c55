// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;

/** A database server on this machine with an empty database for Keycloak. */
interface Database extends AutoCloseable {

    /** What tells Keycloak to use it. */
    Map<String, String> options();

    /** For tests that look into it, or lock something in it; not every kind has one. */
    default DataSource dataSource() {
        throw new UnsupportedOperationException();
    }

    /** Changes something in it, past Keycloak. */
    default void run(String sql) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    void close();
}
