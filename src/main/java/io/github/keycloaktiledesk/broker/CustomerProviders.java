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
                ServedAudiences.of(session, audience).stream()
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
     * The providers that serve an audience, enabled or not, as the database has them; never more
     * than one, unless an import or two admins at once have made them.
     */
    static Stream<TiledeskIdentityProviderConfig> serving(
            KeycloakSession session, AssertionAudience audience) {
        IdentityProviderQuery query =
                audience.kind() == Kind.PROJECTS
                        ? having(TiledeskIdentityProviderConfig.PROJECT, audience.id())
                        : having(
                                TiledeskIdentityProviderConfig.subscriptionKey(audience.id()),
                                audience.base());
        // The query narrows only: a database may compare without regard to case.
        return session.identityProviders()
                .getAllStream(query)
                .filter(provider -> serves(provider, audience))
                .map(TiledeskIdentityProviderConfig::new);
    }

    private static IdentityProviderQuery having(String setting, String value) {
        return IdentityProviderQuery.userAuthentication().with(setting, value);
    }

    /** Whether a provider, of whatever type, serves an audience, enabled or not. */
    static boolean serves(IdentityProviderModel model, AssertionAudience audience) {
        if (!TiledeskIdentityProviderFactory.PROVIDER_ID.equals(model.getProviderId())) {
            return false;
        }
        TiledeskIdentityProviderConfig provider = new TiledeskIdentityProviderConfig(model);
        return audience.base().equals(provider.audienceBase())
                && (audience.kind() == Kind.PROJECTS
                        ? audience.id().equals(provider.project())
                        : provider.subscriptions().contains(audience.id()));
    }
}
