package io.github.keycloaktiledesk.it.server;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.keycloak.admin.client.resource.IdentityProviderResource;
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

    /** Changes the provider as the console does. */
    public void change(Consumer<IdentityProviderRepresentation> change) {
        IdentityProviderResource provider = realm.admin().identityProviders().get(Demo.PROVIDER);
        IdentityProviderRepresentation settings = provider.toRepresentation();
        change.accept(settings);
        provider.update(settings);
    }

    /** Changes settings of the provider. */
    public void set(Map<String, String> settings) {
        change(provider -> provider.getConfig().putAll(settings));
    }
}
