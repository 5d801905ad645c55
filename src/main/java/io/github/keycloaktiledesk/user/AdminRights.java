// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.user;

import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;

/** The rights of an administrator, of Tiledesk or of Keycloak: no site may lend them to anybody. */
public final class AdminRights {

    private AdminRights() {}

    /**
     * Tells whether a user is an administrator.
     *
     * @param user a user of the realm
     * @param realm the user's realm
     * @return whether the user holds a role of one, directly or through a group or another role
     */
    public static boolean areHeldBy(UserModel user, RealmModel realm) {
        // Tiledesk's is looked for among all, or the roles of a new user, whom Keycloak does not
        // cache yet, would be selected twice.
        Optional<RoleModel> tiledesk = AdminRole.of(realm);
        return RoleUtils.getDeepUserRoleMappings(user).stream()
                .anyMatch(role -> tiledesk.filter(role::equals).isPresent() || isAdminRole(role));
    }

    /**
     * Every role of the clients through which a realm is administered, and the two of the admin
     * realm itself.
     */
    private static boolean isAdminRole(RoleModel role) {
        if (role.getContainer() instanceof ClientModel client) {
            return Constants.REALM_MANAGEMENT_CLIENT_ID.equals(client.getClientId())
                    || isAdminRealm(client.getRealm())
                            && client.getClientId().endsWith(AdminRoles.APP_SUFFIX);
        }
        return role.getContainer() instanceof RealmModel realm
                && isAdminRealm(realm)
                && AdminRoles.ALL_ROLES.contains(role.getName());
    }

    private static boolean isAdminRealm(RealmModel realm) {
        return Config.getAdminRealm().equals(realm.getName());
    }
}
