// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup.health;

import io.github.keycloaktiledesk.broker.TiledeskIdentityProviderConfig;
import io.github.keycloaktiledesk.token.ProviderType;
import java.util.stream.Stream;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.IdentityProviderQuery;
import org.keycloak.models.KeycloakSession;

/** The identity providers of a realm that sign in customers. */
public final class TiledeskProviders {

    private TiledeskProviders() {}

    /**
     * All of them.
     *
     * @param session the session of the call, with the realm in its context
     * @return the providers, enabled or not
     */
    public static Stream<IdentityProviderModel> of(KeycloakSession session) {
        return session
                .identityProviders()
                .getAllStream(IdentityProviderQuery.any())
                .filter(TiledeskProviders::is)
                .toList()
                .stream();
    }

    /**
     * Tells whether a provider is one of them.
     *
     * @param provider a provider
     * @return whether it is of our type
     */
    public static boolean is(IdentityProviderModel provider) {
        return ProviderType.ID.equals(provider.getProviderId());
    }

    /**
     * The project of one of them.
     *
     * @param provider a provider of our type
     * @return the project id, or an empty text
     */
    public static String project(IdentityProviderModel provider) {
        return new TiledeskIdentityProviderConfig(provider).project();
    }
}
