package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import io.github.keycloaktiledesk.user.AdminRole;
import io.github.keycloaktiledesk.user.UserKind;
import org.keycloak.Config;
import org.keycloak.events.Errors;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;

/**
 * Whom a custom JWT may sign in. Whoever holds a project's secret can write any {@code _id} and any
 * e-mail.
 */
public final class SignInRules {

    private SignInRules() {}

    /**
     * Checks the user whom a custom JWT has led to.
     *
     * @param session the session of the sign-in
     * @param provider the provider of the customer's project
     * @param user the user
     * @param id the customer's {@code _id}
     * @throws RefusedException if the provider may not sign this user in
     */
    public static void check(
            KeycloakSession session, TiledeskIdentityProvider provider, UserModel user, String id)
            throws RefusedException {
        check(session, provider, user, id, "");
    }

    /**
     * Checks what the first-login flow and the mappers have made of the user: they may have given
     * roles and groups. What they have written is rolled back with the refusal.
     *
     * @param session the session of the sign-in
     * @param provider the provider of the customer's project
     * @param user the user
     * @param id the customer's {@code _id}
     * @throws RefusedException if the provider may not sign this user in
     */
    public static void checkResult(
            KeycloakSession session, TiledeskIdentityProvider provider, UserModel user, String id)
            throws RefusedException {
        check(session, provider, user, id, ", after flow and mappers have run");
    }

    private static void check(
            KeycloakSession session,
            TiledeskIdentityProvider provider,
            UserModel user,
            String id,
            String when)
            throws RefusedException {
        if (!user.isEnabled()) {
            throw refused(Errors.USER_DISABLED, "user disabled" + when);
        }
        if (!provider.isOwn(user, id)) {
            if (!provider.getConfig().isExistingUsersAllowed()
                    || UserKind.of(user) != UserKind.AGENT) {
                throw refused(
                        Errors.NOT_ALLOWED, "the user is not this provider's customer" + when);
            }
        }
        if (user.getServiceAccountClientLink() != null) {
            throw refused(Errors.NOT_ALLOWED, "the user is a service account" + when);
        }
        if (isPrivileged(session, user)) {
            throw refused(Errors.NOT_ALLOWED, "the user is an administrator" + when);
        }
    }

    private static boolean isPrivileged(KeycloakSession session, UserModel user) {
        return AdminRole.isHeldBy(user, session.getContext().getRealm())
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

    private static RefusedException refused(String error, String reason) {
        return new RefusedException(Refusal.unauthorized(error, reason));
    }
}
