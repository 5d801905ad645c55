package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import io.github.keycloaktiledesk.user.AdminRole;
import io.github.keycloaktiledesk.user.UserKind;
import org.keycloak.Config;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Errors;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;

/**
 * Whom a custom JWT may sign in. Whoever holds a project's secret can write any {@code _id} and any
 * e-mail.
 */
final class SignInRules {

    private SignInRules() {}

    /**
     * Checks the user whom a custom JWT has led to.
     *
     * @param context the running step
     * @param provider the provider of the customer's project
     * @param user the user
     * @param id the customer's {@code _id}
     * @throws RefusedException if the provider may not sign this user in
     */
    static void check(
            AuthenticationFlowContext context,
            TiledeskIdentityProvider provider,
            UserModel user,
            String id)
            throws RefusedException {
        if (!user.isEnabled()) {
            throw refused(context, user, Errors.USER_DISABLED, "user disabled");
        }
        if (!provider.isOwn(user, id)) {
            if (!provider.getConfig().isExistingUsersAllowed()
                    || UserKind.of(user) != UserKind.AGENT) {
                throw refused(
                        context,
                        user,
                        Errors.NOT_ALLOWED,
                        "the user is not this provider's customer");
            }
        }
        if (isPrivileged(context, user)) {
            throw refused(context, user, Errors.NOT_ALLOWED, "the user is an administrator");
        }
    }

    private static boolean isPrivileged(AuthenticationFlowContext context, UserModel user) {
        return AdminRole.isHeldBy(user, context.getSession().getContext().getClient())
                || RoleUtils.getDeepUserRoleMappings(user).stream()
                        .anyMatch(SignInRules::isAdminRole);
    }

    /**
     * Every role of the clients through which a realm is administered, and the two of the admin
     * realm itself.
     */
    private static boolean isAdminRole(RoleModel role) {
        if (role.getContainer() instanceof ClientModel client) {
            return Constants.REALM_MANAGEMENT_CLIENT_ID.equals(client.getClientId())
                    || client.getClientId().endsWith(AdminRoles.APP_SUFFIX);
        }
        return role.getContainer() instanceof RealmModel realm
                && Config.getAdminRealm().equals(realm.getName())
                && AdminRoles.ALL_ROLES.contains(role.getName());
    }

    private static RefusedException refused(
            AuthenticationFlowContext context, UserModel user, String error, String reason) {
        context.getEvent().user(user);
        return new RefusedException(Refusal.unauthorized(error, reason));
    }
}
