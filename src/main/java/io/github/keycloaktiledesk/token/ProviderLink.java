package io.github.keycloaktiledesk.token;

import io.github.keycloaktiledesk.user.UserAttributes;
import java.util.Optional;
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

    private static final String PROVIDER_ID = "tiledesk";

    /** Whether a customer may come back. */
    boolean holdsForCustomer() {
        return Optional.ofNullable(user.getFirstAttribute(UserAttributes.CUSTOMER_PROVIDER))
                .map(session.identityProviders()::getById)
                .filter(
                        provider ->
                                holds(provider, user.getFirstAttribute(UserAttributes.CUSTOMER_ID)))
                .isPresent();
    }

    /**
     * Whether a session still stands on what it was begun with; one that no provider of ours has
     * begun does.
     */
    boolean holdsFor(UserSessionModel userSession) {
        String alias = userSession.getNote(Details.IDENTITY_PROVIDER);
        if (alias == null) {
            return true;
        }
        IdentityProviderModel provider = session.identityProviders().getByAlias(alias);
        return provider != null
                && (!PROVIDER_ID.equals(provider.getProviderId())
                        || holds(
                                provider, userSession.getNote(Details.IDENTITY_PROVIDER_USERNAME)));
    }

    private boolean holds(IdentityProviderModel provider, String id) {
        if (!provider.isEnabled()) {
            return false;
        }
        FederatedIdentityModel link =
                session.users()
                        .getFederatedIdentity(
                                session.getContext().getRealm(), user, provider.getAlias());
        // A link may be without an id, which is nobody's.
        return link != null && id != null && id.equals(link.getUserId());
    }
}
