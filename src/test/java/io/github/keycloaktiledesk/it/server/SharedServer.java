package io.github.keycloaktiledesk.it.server;

import java.util.Map;

/** The one server that all tests share. */
final class SharedServer {

    static final Shared<KeycloakServer> SERVER =
            new Shared<>("Keycloak", () -> KeycloakServer.start(Map.of()));

    private SharedServer() {}
}
