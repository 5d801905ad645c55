// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** PostgreSQL as a process on this machine, which runs as root too. */
final class PostgresDatabase implements Database {

    /** Its administrator and the database that it comes with; any password will do. */
    private static final String NAME = "postgres";

    private final EmbeddedPostgres.Builder builder;
    private final Path data;

    private EmbeddedPostgres server;

    private PostgresDatabase(EmbeddedPostgres.Builder builder, Path data) {
        this.builder = builder;
        this.data = data;
        resume();
    }

    /** Starts it with these settings besides its own. */
    static PostgresDatabase start(Map<String, String> settings) {
        return start(BuildOutput.servers().resolve("postgresql-" + UUID.randomUUID()), settings);
    }

    /**
     * Starts it.
     *
     * @param data the folder of its data, which is deleted when it is closed
     * @param settings besides its own
     */
    static PostgresDatabase start(Path data, Map<String, String> settings) {
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(
                                BuildOutput.servers().resolve("postgresql").toFile())
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .setPort(Ports.free());
        settings.forEach(builder::setServerConfig);
        return new PostgresDatabase(builder, data);
    }

    /** Stops it as its administrator would: whoever is connected is sent away. */
    void pause() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it, again on the same data and port. */
    void resume() {
        try {
            server = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getPort();
    }

    @Override
    public Map<String, String> options() {
        return options("127.0.0.1", port(), NAME);
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
        pause();
        try {
            KeycloakHome.delete(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
