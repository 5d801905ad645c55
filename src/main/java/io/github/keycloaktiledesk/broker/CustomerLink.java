// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.user.StoredLink;
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
 * @param provider the provider
 */
record CustomerLink(KeycloakSession session, UserModel user, TiledeskIdentityProvider provider) {

    /**
     * Whether it is to exactly this id; a database may compare without regard to case. A cache is
     * believed only of whom this very provider has made: it may have a link to an earlier provider
     * of the same alias.
     */
    boolean isTo(String id) {
        if (isCached(id)) {
            return provider.isOwn(user, id) || isStored(id);
        }
        evict();
        return isStored(id);
    }

    private boolean isCached(String id) {
        return Optional.ofNullable(
                        session.users()
                                .getFederatedIdentity(
                                        session.getContext().getRealm(), user, alias()))
                .map(FederatedIdentityModel::getUserId)
                .filter(id::equals)
                .isPresent();
    }

    private boolean isStored(String id) {
        return StoredLink.of(session, user, alias()).filter(id::equals).isPresent();
    }

    private String alias() {
        return provider.getConfig().getAlias();
    }

    /**
     * Keycloak caches that a user whom it adds has no links, and forgets that a moment after the
     * user and the link have been committed: in that moment a call that has clashed with the user's
     * first sign-in tries again.
     */
    private void evict() {
        UserCache cache = UserStorageUtil.userCache(session);
        if (cache != null) {
            cache.evict(session.getContext().getRealm(), user);
        }
    }
}
