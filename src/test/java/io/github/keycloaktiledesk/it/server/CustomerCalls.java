// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

/** Customers of the demo's project, and the identity provider that brings them. */
public final class CustomerCalls {

    private final TestRealm realm;

    /** The customers of a realm. */
    public CustomerCalls(TestRealm realm) {
        this.realm = realm;
    }

    /** The demo's customer under this id signs in. */
    public Answer signIn(Object id) {
        return signIn(Demo.customer().claim("_id", id));
    }

    /** Whoever the token is for signs in; the project's secret signs it. */
    public Answer signIn(CustomToken token) {
        return realm.calls().customToken(token.sign(Demo.SECRET));
    }

    /** The identities of the user at the provider. */
    public List<FederatedIdentityRepresentation> links(String userId) {
        return realm.admin().users().get(userId).getFederatedIdentity();
    }

    /** Links a user to an id at the provider, as the console does. */
    public void link(String userId, String id) {
        FederatedIdentityRepresentation link = new FederatedIdentityRepresentation();
        link.setIdentityProvider(Demo.PROVIDER);
        link.setUserId(id);
        link.setUserName(id);
        realm.admin().users().get(userId).addFederatedIdentity(Demo.PROVIDER, link).close();
    }

    /** Changes the provider as the console does. */
    public void change(Consumer<IdentityProviderRepresentation> change) {
        new Providers(realm).change(Demo.PROVIDER, change);
    }

    /** Adds a mapper to the provider, as the console does, and returns its id. */
    public String map(String name, String type, Map<String, String> settings) {
        try (Response created =
                realm.admin()
                        .identityProviders()
                        .get(Demo.PROVIDER)
                        .addMapper(RealmParts.mapper(name, type, settings))) {
            if (created.getStatus() != 201) {
                throw new AssertionError("No mapper: " + created.readEntity(String.class));
            }
            String location = created.getLocation().getPath();
            return location.substring(location.lastIndexOf('/') + 1);
        }
    }

    /** Removes a mapper from the provider. */
    public void unmap(String id) {
        realm.admin().identityProviders().get(Demo.PROVIDER).delete(id);
    }

    /** Removes all mappers from the provider. */
    public void unmapAll() {
        realm.admin()
                .identityProviders()
                .get(Demo.PROVIDER)
                .getMappers()
                .forEach(mapper -> unmap(mapper.getId()));
    }

    /** Changes settings of the provider. */
    public void set(Map<String, String> settings) {
        new Providers(realm).set(Demo.PROVIDER, settings);
    }
}
