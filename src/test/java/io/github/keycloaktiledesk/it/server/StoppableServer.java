// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * Keycloak in production mode as a process on this machine, whose own commands are run while it is
 * stopped.
 */
public final class StoppableServer implements AutoCloseable {

    /** In the file, so that all commands have the same: what is built for one is good for all. */
    private static final String CONFIGURATION =
            """
            db=dev-file
            cache=local
            http-enabled=true
            hostname-strict=false
            health-enabled=true
            http-management-health-enabled=false
            """;

    private final KeycloakHome home;

    private KeycloakDistribution running;

    private StoppableServer(KeycloakHome home) {
        this.home = home;
    }

    /** One that has not been started yet. */
    public static StoppableServer create() {
        KeycloakHome home =
                KeycloakHome.create(BuildOutput.servers().resolve(UUID.randomUUID().toString()));
        home.configure(CONFIGURATION);
        return new StoppableServer(home);
    }

    /** Starts it. */
    public KeycloakServer start() {
        return start(Map.of());
    }

    /**
     * Starts it with these options besides.
     *
     * @param options named as on Keycloak's command line without the leading dashes
     */
    public KeycloakServer start(Map<String, String> options) {
        running =
                KeycloakDistribution.launch(
                        home, "start", Ports.free(), ServerOptions.with(options));
        running.awaitReady();
        return running;
    }

    /** Stops it; its database is kept. */
    public void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    /** Makes it another one, with an empty database. */
    public void empty() {
        stop();
        home.empty();
    }

    /** Its folder. */
    public Path home() {
        return home.directory().toAbsolutePath();
    }

    /**
     * Runs a shell's commands in its folder, and returns what they write.
     *
     * @param environment variables besides those that they need in any case
     */
    public String run(String script, Map<String, String> environment) {
        return home.run(script, environment);
    }

    @Override
    public void close() {
        stop();
    }
}
