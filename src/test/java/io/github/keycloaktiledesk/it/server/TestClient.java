package io.github.keycloaktiledesk.it.server;

import java.util.function.Consumer;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.representations.idm.ClientRepresentation;

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
}
