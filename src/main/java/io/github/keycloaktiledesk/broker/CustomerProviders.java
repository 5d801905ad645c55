// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.broker.assertion.AssertionAudience;
import io.github.keycloaktiledesk.broker.assertion.AssertionAudience.Kind;
import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.events.Errors;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.IdentityProviderQuery;
import org.keycloak.models.KeycloakSession;
import org.keycloak.util.Booleans;

/** Finds the identity provider of a project or subscription. */
public final class CustomerProviders {

    private CustomerProviders() {}

    /**
     * Finds the provider that an audience names. That it is the right one, only its keys prove.
     *
     * @param session the session of the call
     * @param audience the audience of a token that nobody has verified yet
     * @return the one provider that is enabled for it
     * @throws RefusedException if there is none or more than one
     */
    public static TiledeskIdentityProvider of(KeycloakSession session, AssertionAudience audience)
            throws RefusedException {
        List<TiledeskIdentityProviderConfig> found =
                serving(session, audience)
                        .filter(IdentityProviderModel::isEnabled)
                        .filter(provider -> !Booleans.isTrue(provider.isLinkOnly()))
                        .toList();
        if (found.size() != 1) {
            throw new RefusedException(
                    Refusal.unauthorized(
                            Errors.IDENTITY_PROVIDER_ERROR,
                            found.isEmpty()
                                    ? "no enabled provider for this audience"
                                    : "several providers for this audience"));
        }
        return new TiledeskIdentityProvider(session, found.get(0));
    }

    /**
     * The providers that serve an audience, enabled or not; never more than one, unless an import
     * or two admins at once have made them.
     */
    static Stream<TiledeskIdentityProviderConfig> serving(
            KeycloakSession session, AssertionAudience audience) {
        String id = audience.id();
        // The query narrows only: a database may compare without regard to case.
        return audience.kind() == Kind.PROJECTS
                ? having(session, TiledeskIdentityProviderConfig.PROJECT, id)
                        .filter(
                                provider ->
                                        id.equals(provider.project())
                                                && audience.base().equals(provider.audienceBase()))
                : having(
                                session,
                                TiledeskIdentityProviderConfig.subscriptionKey(id),
                                audience.base())
                        .filter(provider -> provider.subscriptions().contains(id));
    }

    private static Stream<TiledeskIdentityProviderConfig> having(
            KeycloakSession session, String setting, String value) {
        return session.identityProviders()
                .getAllStream(IdentityProviderQuery.userAuthentication().with(setting, value))
                .filter(
                        provider ->
                                TiledeskIdentityProviderFactory.PROVIDER_ID.equals(
                                        provider.getProviderId()))
                .map(TiledeskIdentityProviderConfig::new);
    }
}
