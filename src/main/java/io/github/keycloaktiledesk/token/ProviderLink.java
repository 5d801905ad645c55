// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.token;

import io.github.keycloaktiledesk.user.AdminRights;
import io.github.keycloaktiledesk.user.StoredLink;
import io.github.keycloaktiledesk.user.UserAttributes;
import java.util.Optional;
import org.keycloak.common.VerificationException;
import org.keycloak.events.Details;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/**
 * What a token rests on that a provider has vouched for: the provider is enabled, and the user
 * linked to the same id.
 *
 * @param session the session of the call
 * @param user whose the token is
 */
record ProviderLink(KeycloakSession session, UserModel user) {

    /**
     * Whether a customer may come back. The provider is the very one that has made the user, so
     * that the cache has no link to an earlier one of the same alias.
     */
    boolean holdsForCustomer() {
        return Optional.ofNullable(user.getFirstAttribute(UserAttributes.CUSTOMER_PROVIDER))
                .map(session.identityProviders()::getById)
                .filter(
                        provider ->
                                holds(
                                        provider,
                                        cached(provider),
                                        user.getFirstAttribute(UserAttributes.CUSTOMER_ID)))
                .isPresent();
    }

    /**
     * Checks that a session of an existing user still stands on what it was begun with, as a new
     * sign-in by the provider would have to; one that no provider of ours has begun does.
     *
     * @throws VerificationException if it does not; the message is for admins
     */
    void check(UserSessionModel userSession) throws VerificationException {
        String alias = userSession.getNote(Details.IDENTITY_PROVIDER);
        if (alias == null) {
            return;
        }
        IdentityProviderModel provider = session.identityProviders().getByAlias(alias);
        check(provider != null, "identity provider gone");
        if (!ProviderType.is(provider)) {
            return;
        }
        check(
                holds(
                        provider,
                        StoredLink.of(session, user, alias),
                        userSession.getNote(Details.IDENTITY_PROVIDER_USERNAME)),
                "identity provider disabled, or user not linked to it");
        check(
                ProviderType.reachesExistingUsers(provider),
                "identity provider may no longer sign in existing users");
        check(
                !AdminRights.areHeldBy(user, session.getContext().getRealm()),
                "the user is an administrator");
    }

    private static void check(boolean valid, String reason) throws VerificationException {
        if (!valid) {
            throw new VerificationException(reason);
        }
    }

    private Optional<String> cached(IdentityProviderModel provider) {
        return Optional.ofNullable(
                        session.users()
                                .getFederatedIdentity(
                                        session.getContext().getRealm(), user, provider.getAlias()))
                .map(FederatedIdentityModel::getUserId);
    }

    /** A link may be without an id, which is nobody's. */
    private static boolean holds(
            IdentityProviderModel provider, Optional<String> linked, String id) {
        return provider.isEnabled() && linked.filter(own -> own.equals(id)).isPresent();
    }
}
