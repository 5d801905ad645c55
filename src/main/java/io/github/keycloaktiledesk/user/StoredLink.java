// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.user;

import java.util.Optional;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.storage.DatastoreProvider;
import org.keycloak.storage.datastore.DefaultDatastoreProvider;

/**
 * A user's link to an identity provider as it is stored. The cache of a node may keep one that has
 * gone with its provider at another node: of these Keycloak tells it nothing.
 */
public final class StoredLink {

    private StoredLink() {}

    /**
     * Reads a link in the database.
     *
     * @param session the session of the call
     * @param user a user, local or federated
     * @param alias the provider's alias
     * @return the user's id at the provider, or empty where there is no link, or one without an id
     */
    public static Optional<String> of(KeycloakSession session, UserModel user, String alias) {
        DefaultDatastoreProvider store =
                (DefaultDatastoreProvider) session.getProvider(DatastoreProvider.class);
        return Optional.ofNullable(
                        store.userStorageManager()
                                .getFederatedIdentity(session.getContext().getRealm(), user, alias))
                .map(FederatedIdentityModel::getUserId);
    }
}
