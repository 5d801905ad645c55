// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.Map;

/**
 * The servers that tests share: one that is good for all, one behind a proxy, and one with few
 * connections.
 */
final class SharedServer {

    static final Shared<KeycloakServer> SERVER =
            new Shared<>("Keycloak", () -> KeycloakServer.start(Map.of()));

    static final Shared<KeycloakServer> BEHIND_PROXY =
            new Shared<>("Keycloak behind a proxy", SharedServer::startBehindProxy);

    static final Shared<KeycloakServer> FEW_CONNECTIONS =
            new Shared<>(
                    "Keycloak with few connections",
                    () ->
                            KeycloakServer.start(
                                    Map.of(
                                            "db-pool-initial-size",
                                            "1",
                                            "db-pool-max-size",
                                            String.valueOf(KeycloakServer.FEW_CONNECTIONS))));

    private SharedServer() {}

    private static KeycloakServer startBehindProxy() {
        return KeycloakDistribution.start(
                ServerOptions.with(
                        Map.of(
                                "proxy-headers",
                                "xforwarded",
                                "proxy-trusted-addresses",
                                SimpleProxy.TRUSTED_ADDRESS + ",127.0.0.1",
                                "spi-authenticator--tiledesk-guest--expiry-interval",
                                "2",
                                "metrics-enabled",
                                "true",
                                "event-metrics-user-enabled",
                                "true",
                                "event-metrics-user-tags",
                                "realm,clientId",
                                "http-management-host",
                                "127.0.0.1",
                                "http-management-port",
                                String.valueOf(ServerMetrics.PORT))));
    }
}
