package io.github.keycloaktiledesk.it.server;

import java.util.Map;

/** The one server that all tests share. */
final class SharedServer {

    private SharedServer() {}

    static KeycloakServer get() {
        return Holder.INSTANCE;
    }

    /** Initialised by the first caller; a start that failed is not tried again by every test. */
    private static final class Holder {

        private static final KeycloakServer INSTANCE = KeycloakServer.start(Map.of());
    }
}
