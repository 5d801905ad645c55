// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.sql.DataSource;

/** PostgreSQL as a process on this machine, which runs as root too. */
final class PostgresDatabase implements Database {

    /** Its administrator and the database that it comes with; any password will do. */
    private static final String NAME = "postgres";

    private final EmbeddedPostgres server;

    private PostgresDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts it with these settings besides its own. */
    static PostgresDatabase start(Map<String, String> settings) {
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(
                                BuildOutput.servers().resolve("postgresql").toFile());
        settings.forEach(builder::setServerConfig);
        try {
            return new PostgresDatabase(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> options() {
        return options("127.0.0.1", server.getPort(), NAME);
    }

    /**
     * What tells Keycloak to use a PostgreSQL.
     *
     * @param name of the database, its user and its password
     */
    static Map<String, String> options(String host, int port, String name) {
        return Map.of(
                "db",
                "postgres",
                "db-url-host",
                host,
                "db-url-port",
                String.valueOf(port),
                "db-url-database",
                name,
                "db-username",
                name,
                "db-password",
                name);
    }

    @Override
    public DataSource dataSource() {
        return server.getPostgresDatabase();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
