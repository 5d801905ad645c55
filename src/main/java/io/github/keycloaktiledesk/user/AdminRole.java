// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.user;

import io.github.keycloaktiledesk.call.TiledeskClient;
import java.util.Optional;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/**
 * The role {@code admin} of the client {@code tiledesk}, which makes an agent Tiledesk's
 * administrator.
 */
public final class AdminRole {

    private static final String NAME = "admin";

    private AdminRole() {}

    /**
     * Tells whether a user is Tiledesk's administrator.
     *
     * @param user a user of the realm
     * @param realm the user's realm
     * @return whether the user holds the role, directly or through a group or another role
     */
    public static boolean isHeldBy(UserModel user, RealmModel realm) {
        return of(realm).filter(user::hasRole).isPresent();
    }

    /** The realm's, or empty where it has none. */
    static Optional<RoleModel> of(RealmModel realm) {
        return Optional.ofNullable(TiledeskClient.of(realm)).map(client -> client.getRole(NAME));
    }
}
