// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.user;

import io.github.keycloaktiledesk.call.TiledeskClient;
import org.keycloak.models.ClientModel;
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
        ClientModel client = TiledeskClient.of(realm);
        RoleModel role = client == null ? null : client.getRole(NAME);
        return role != null && user.hasRole(role);
    }
}
