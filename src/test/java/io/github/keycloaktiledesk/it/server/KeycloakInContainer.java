// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import io.github.keycloaktiledesk.testcontainers.TiledeskKeycloakContainer;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.keycloak.admin.client.Keycloak;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.MountableFile;

/** Keycloak's image, in a container engine, on a PostgreSQL of its own. */
final class KeycloakInContainer implements KeycloakServer {

    private static final String HOST = "host.docker.internal";

    private static final String HOME = "/opt/keycloak/";

    private static final String TRUSTED = HOME + "conf/truststores/certificate.pem";

    /** Inside, where nothing maps it. */
    private static final int PORT = 8080;

    /** With the time that it takes to pull the image. */
    private static final int START_MINUTES = 15;

    private final Database database;
    private final TiledeskKeycloakContainer container;
    private final Keycloak admin;

    private KeycloakInContainer(Database database, TiledeskKeycloakContainer container) {
        this.database = database;
        this.container = container;
        this.admin = Administrator.client(url());
        LogSearch.LOGS.add(container.getContainerId(), this::log);
    }

    static KeycloakInContainer start(ServerOptions options) {
        return TimeLimit.call(
                "Starting Keycloak's container",
                START_MINUTES,
                TimeUnit.MINUTES,
                () -> startOn(PostgresInContainer.start(), options));
    }

    private static KeycloakInContainer startOn(Database database, ServerOptions options) {
        TiledeskKeycloakContainer container = container(options.and(database.options()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(container, database)));
        container.start();
        LogSearch.LOGS.started(container.getContainerId());
        return new KeycloakInContainer(database, container);
    }

    private static TiledeskKeycloakContainer container(ServerOptions options) {
        TiledeskKeycloakContainer container =
                new TiledeskKeycloakContainer(
                                "quay.io/keycloak/keycloak:" + BuildOutput.keycloakVersion())
                        .withoutDemoRealm()
                        .withNetwork(PostgresInContainer.network())
                        .withAdminUsername(Administrator.USERNAME)
                        .withAdminPassword(Administrator.PASSWORD)
                        .withCopyFileToContainer(
                                MountableFile.forHostPath(TestCertificate.pem()), TRUSTED)
                        .withExtraHost(HOST, "host-gateway");
        // One by one: what is given at once is one argument, blanks and all.
        options.arguments().forEach(container::withCustomCommand);
        return container;
    }

    private static void stop(TiledeskKeycloakContainer container, Database database) {
        container.stop();
        database.close();
    }

    @Override
    public URI url() {
        return URI.create(container.getAuthServerUrl());
    }

    @Override
    public URI innerUrl() {
        return URI.create("http://localhost:" + PORT);
    }

    @Override
    public Keycloak admin() {
        return admin;
    }

    @Override
    public String log() {
        return container.getLogs();
    }

    @Override
    public String hostAddress() {
        return HOST;
    }

    @Override
    public void write(String file, String text) {
        container.copyFileToContainer(Transferable.of(text), HOME + file);
    }

    @Override
    public void close() {
        admin.close();
        LogSearch.LOGS.keep(container.getContainerId());
        stop(container, database);
    }
}
