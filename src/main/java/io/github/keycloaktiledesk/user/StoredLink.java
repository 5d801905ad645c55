// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.user;

import java.util.Optional;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.UserStorageUtil;

/**
 * A user's link to an identity provider as it is stored. The cache of a node may keep one that has
 * gone with its provider at another node: of these Keycloak tells it nothing.
 */
public final class StoredLink {

    private StoredLink() {}

    /**
     * Reads a link in the database, where Keycloak's {@code UserStorageManager} does.
     *
     * @param session the session of the call
     * @param user a user, local or federated
     * @param alias the provider's alias
     * @return the user's id at the provider, or empty where there is no link, or one without an id
     */
    public static Optional<String> of(KeycloakSession session, UserModel user, String alias) {
        RealmModel realm = session.getContext().getRealm();
        return local(session, realm, user, alias)
                .or(() -> federated(session, realm, user, alias))
                .map(FederatedIdentityModel::getUserId);
    }

    /** Another datastore than Keycloak's own may have no such store: then nobody is linked. */
    private static Optional<FederatedIdentityModel> local(
            KeycloakSession session, RealmModel realm, UserModel user, String alias) {
        // The manager itself, and Keycloak's utility, are had of its own datastore only.
        return Optional.ofNullable(session.getProvider(UserProvider.class))
                .filter(store -> StorageId.isLocalStorage(user.getId()))
                .map(store -> store.getFederatedIdentity(realm, user, alias));
    }

    private static Optional<FederatedIdentityModel> federated(
            KeycloakSession session, RealmModel realm, UserModel user, String alias) {
        return Optional.ofNullable(UserStorageUtil.userFederatedStorage(session))
                .map(store -> store.getFederatedIdentity(user.getId(), alias, realm));
    }
}
