// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.keycloak.admin.client.Keycloak;

/**
 * A real Keycloak with our jar in it, ready to be called.
 *
 * <p>Where it runs is chosen by the system property {@code it.server}: see {@link ServerKind}. The
 * nodes of a {@link Cluster} are always processes on this machine.
 */
public interface KeycloakServer extends AutoCloseable {

    /** Connections of {@link #withFewConnections} to its database. */
    int FEW_CONNECTIONS = 6;

    /** The server that all tests share: started by the first call, stopped when the JVM exits. */
    static KeycloakServer get() {
        return SharedServer.SERVER.get();
    }

    /**
     * Starts a server of one's own in development mode, which takes some twenty seconds. Close it.
     *
     * @param options Keycloak's server options, named as on its command line without the leading
     *     dashes
     */
    static KeycloakServer start(Map<String, String> options) {
        return ServerKind.chosen().start(ServerOptions.with(options));
    }

    /**
     * A server behind a proxy, which takes {@code X-Forwarded-For} from {@link
     * SimpleProxy#TRUSTED_ADDRESS} and from 127.0.0.1, a {@link ReverseProxy}'s, and shows its
     * metrics. Always a process on this machine, for it has to see who calls. Shared by the tests
     * that need it, and stopped when the JVM exits.
     */
    static KeycloakServer behindProxy() {
        return SharedServer.BEHIND_PROXY.get();
    }

    /**
     * A server with {@link #FEW_CONNECTIONS} to its database: fewer than calls that wait in tests
     * of other servers that do not answer. Shared by these tests, and stopped when the JVM exits.
     */
    static KeycloakServer withFewConnections() {
        return SharedServer.FEW_CONNECTIONS.get();
    }

    /** Whether servers run in a container. */
    static boolean isInContainer() {
        return ServerKind.chosen() == ServerKind.CONTAINER;
    }

    /** The server's base, such as {@code http://localhost:34567}, without a slash at its end. */
    URI url();

    /** The base by which the server reaches itself. */
    default URI innerUrl() {
        return url();
    }

    /** An admin client of the master realm's administrator. */
    Keycloak admin();

    /** Everything that the server has logged so far. */
    String log();

    /** The host name by which the server reaches what listens in this JVM, on all interfaces. */
    String hostAddress();

    /** The processor time that it has taken so far; empty where it cannot be asked for. */
    default Optional<Duration> cpu() {
        return Optional.empty();
    }

    /** Puts a text into a file of the server's home, such as {@code conf/name}, while it runs. */
    void write(String file, String text);

    @Override
    void close();
}
