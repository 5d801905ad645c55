// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import java.util.Optional;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.storage.UserStorageUtil;

/**
 * The link between a user and a customer's id at a provider.
 *
 * @param session the session of the sign-in
 * @param user the user
 * @param alias the provider's alias
 */
record CustomerLink(KeycloakSession session, UserModel user, String alias) {

    /** Whether it is to exactly this id; a database may compare without regard to case. */
    boolean isTo(String id) {
        return isRead(id) || isStored(id);
    }

    /**
     * As the database has it. Keycloak caches that a user whom it adds has no links, and forgets
     * that a moment after the user and the link have been committed: in that moment a call that has
     * clashed with the user's first sign-in tries again.
     */
    private boolean isStored(String id) {
        UserCache cache = UserStorageUtil.userCache(session);
        if (cache == null) {
            return false;
        }
        cache.evict(session.getContext().getRealm(), user);
        return isRead(id);
    }

    private boolean isRead(String id) {
        return Optional.ofNullable(
                        session.users()
                                .getFederatedIdentity(session.getContext().getRealm(), user, alias))
                .map(FederatedIdentityModel::getUserId)
                .filter(id::equals)
                .isPresent();
    }
}
