// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.Map;
import java.util.UUID;
import org.testcontainers.containers.Network;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL's image, in a container engine, for a Keycloak beside it. */
final class PostgresInContainer implements Database {

    private static final String IMAGE = "postgres:15";

    /** The database, its user and the password. */
    private static final String NAME = "keycloak";

    private static final int PORT = 5432;

    /** Above those of Keycloak's pool. */
    private static final int MAX_CONNECTIONS = 200;

    private final String host = "postgres-" + UUID.randomUUID();
    private final PostgreSQLContainer server;

    private PostgresInContainer() {
        server =
                new PostgreSQLContainer(IMAGE)
                        .withDatabaseName(NAME)
                        .withUsername(NAME)
                        .withPassword(NAME)
                        .withNetwork(network())
                        .withNetworkAliases(host);
        server.setCommand(
                "postgres", "-c", "fsync=off", "-c", "max_connections=" + MAX_CONNECTIONS);
    }

    static PostgresInContainer start() {
        PostgresInContainer database = new PostgresInContainer();
        database.server.start();
        return database;
    }

    /** Where Keycloak reaches it. */
    static Network network() {
        return Network.SHARED;
    }

    @Override
    public Map<String, String> options() {
        return PostgresDatabase.options(host, PORT, NAME);
    }

    @Override
    public void close() {
        server.close();
    }
}
