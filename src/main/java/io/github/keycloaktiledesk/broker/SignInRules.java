// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import io.github.keycloaktiledesk.user.AdminRights;
import io.github.keycloaktiledesk.user.UserKind;
import org.keycloak.events.Errors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

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
     * @throws RefusedException if the provider may not sign this user in, or if the id has become
     *     an agent's
     */
    public static void check(
            KeycloakSession session, TiledeskIdentityProvider provider, UserModel user, String id)
            throws RefusedException {
        check(session, provider, user, id, "");
        // An agent's token has the agent's own id, whatever the site asserts.
        if (UserKind.of(user) == UserKind.CUSTOMER) {
            UniqueIdentity.checkKnownId(session, id);
        }
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
        if (AdminRights.areHeldBy(user, session.getContext().getRealm())) {
            throw refused(Errors.NOT_ALLOWED, "the user is an administrator" + when);
        }
    }

    private static RefusedException refused(String error, String reason) {
        return new RefusedException(Refusal.unauthorized(error, reason));
    }
}
