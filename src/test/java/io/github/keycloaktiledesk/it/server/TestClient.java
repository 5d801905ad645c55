// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.ClientScopeResource;
import org.keycloak.admin.client.resource.ProtocolMappersResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/** The client of Tiledesk's calls in a realm, edited as an administrator does. */
public final class TestClient {

    private TestClient() {}

    /** The client, for the administrator. */
    public static ClientResource of(TestRealm realm) {
        String id = realm.admin().clients().findByClientId(Demo.CLIENT).get(0).getId();
        return realm.admin().clients().get(id);
    }

    /** Changes the client. */
    public static void change(TestRealm realm, Consumer<ClientRepresentation> changes) {
        ClientRepresentation client = of(realm).toRepresentation();
        changes.accept(client);
        of(realm).update(client);
    }

    /** Gives the client a scope of its own that every token has, with these mappers. */
    public static void addDefaultScope(
            TestRealm realm, String name, ProtocolMapperRepresentation... mappers) {
        of(realm).addDefaultClientScope(scope(realm, name, mappers));
    }

    /** Gives the client a scope of its own that has to be asked for, with these mappers. */
    public static void addOptionalScope(
            TestRealm realm, String name, ProtocolMapperRepresentation... mappers) {
        of(realm).addOptionalClientScope(scope(realm, name, mappers));
    }

    /** The client scope that has what a Tiledesk server reads. */
    public static ClientScopeResource tiledeskScope(TestRealm realm) {
        return realm.admin().clientScopes().findAll().stream()
                .filter(scope -> Demo.CLIENT.equals(scope.getName()))
                .map(scope -> realm.admin().clientScopes().get(scope.getId()))
                .findFirst()
                .orElseThrow();
    }

    /** The mappers of that scope. */
    public static ProtocolMappersResource tiledeskMappers(TestRealm realm) {
        return tiledeskScope(realm).getProtocolMappers();
    }

    private static String scope(
            TestRealm realm, String name, ProtocolMapperRepresentation... mappers) {
        ClientScopeRepresentation scope = new ClientScopeRepresentation();
        scope.setName(name);
        scope.setProtocol("openid-connect");
        scope.setAttributes(Map.of("include.in.token.scope", "true"));
        scope.setProtocolMappers(List.of(mappers));
        try (Response created = realm.admin().clientScopes().create(scope)) {
            return CreatedResponseUtil.getCreatedId(created);
        }
    }
}
