// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.net.URI;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;

/** The administrator of the master realm. */
final class Administrator {

    static final String USERNAME = "admin";
    static final String PASSWORD = "admin";

    private Administrator() {}

    static Keycloak client(URI server) {
        return KeycloakBuilder.builder()
                .serverUrl(server.toString())
                .realm("master")
                .clientId("admin-cli")
                .username(USERNAME)
                .password(PASSWORD)
                .resteasyClient(
                        Keycloak.getClientProvider()
                                .newRestEasyClient(null, null, false)
                                .register(new GivenSecrets()))
                .build();
    }
}
