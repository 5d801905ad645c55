// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.token.ProviderType;
import java.util.List;
import org.keycloak.broker.provider.AbstractIdentityProviderFactory;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;

/** Makes identity providers of type {@code tiledesk}. */
public final class TiledeskIdentityProviderFactory
        extends AbstractIdentityProviderFactory<TiledeskIdentityProvider> {

    static final String PROVIDER_ID = ProviderType.ID;

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(
                event -> {
                    if (event instanceof RealmModel.IdentityProviderUpdatedEvent updated) {
                        ServedAudiences.forgetAfter(
                                updated.getKeycloakSession(), updated.getRealm().getId());
                    }
                });
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getName() {
        return "Tiledesk";
    }

    @Override
    public String getHelpText() {
        return "Signs in the customers of a Tiledesk project with the custom JWTs of their own site.";
    }

    @Override
    public TiledeskIdentityProvider create(KeycloakSession session, IdentityProviderModel model) {
        return new TiledeskIdentityProvider(session, new TiledeskIdentityProviderConfig(model));
    }

    @Override
    public TiledeskIdentityProviderConfig createConfig() {
        return new TiledeskIdentityProviderConfig();
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return SettingsForm.properties();
    }
}
