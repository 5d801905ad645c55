package io.github.keycloaktiledesk.it.server;

import java.util.Map;

/** The one server that all tests share. */
final class SharedServer {

    private static KeycloakServer server;
    private static RuntimeException failure;

    private SharedServer() {}

    /** Started by the first caller; a start that failed is not tried again by every test. */
    static synchronized KeycloakServer get() {
        if (failure != null) {
            throw new IllegalStateException("Keycloak did not start, see the first test", failure);
        }
        if (server == null) {
            server = start();
        }
        return server;
    }

    private static KeycloakServer start() {
        try {
            return KeycloakServer.start(Map.of());
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }
}
