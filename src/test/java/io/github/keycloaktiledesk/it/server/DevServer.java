// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;

/** {@code mvn -Pdev}: Keycloak with our jar and a fresh demo realm, until Ctrl-C. */
public final class DevServer {

    private static final Duration READY_AFTER = Duration.ofMinutes(5);

    /** Exit codes from here on tell that a signal, such as Ctrl-C, ended a process. */
    private static final int SIGNALLED = 128;

    private DevServer() {}

    /**
     * Starts it and says when and where it is ready.
     *
     * @param arguments the port
     */
    public static void main(String[] arguments) throws InterruptedException {
        int port = Integer.parseInt(arguments[0]);
        if (!Ports.isFree(port)) {
            fail(
                    "Port "
                            + port
                            + " is taken. Stop what listens there, or choose: mvn -Pdev -Dport=8081");
        }
        KeycloakHome home =
                KeycloakHome.reuse(
                        BuildOutput.servers()
                                .resolve("dev-" + BuildOutput.keycloakVersion() + "-" + port));
        home.realm(Demo.EXPORT);
        try (KeycloakProcess keycloak = start(home, port)) {
            keycloak.awaitReady(READY_AFTER);
            home.keep();
            System.out.println(new DevGuide(keycloak.url()));
            int exitCode = keycloak.awaitEnd();
            if (exitCode < SIGNALLED) {
                fail("Keycloak ended by itself, exit code " + exitCode);
            }
        } catch (IllegalStateException e) {
            fail(e.getMessage());
        }
    }

    private static KeycloakProcess start(KeycloakHome home, int port) {
        System.out.println("Starting Keycloak on port " + port + " …");
        return KeycloakProcess.start(
                home,
                port,
                List.of(
                        "start-dev",
                        "--import-realm",
                        "--log-level=INFO,io.github.keycloaktiledesk:debug"),
                Redirect.INHERIT);
    }

    /** Ends Maven as well, in whose JVM this runs: its own report would hide the reason. */
    private static void fail(String reason) {
        System.err.println("mvn -Pdev: " + reason);
        System.exit(1);
    }
}
