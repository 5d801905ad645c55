package io.github.keycloaktiledesk.broker;

import java.util.stream.Stream;
import org.keycloak.broker.provider.IdentityProviderMapper;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.KeycloakSession;

/**
 * A mapper that an admin has added to a provider.
 *
 * @param type what it does
 * @param model its settings
 */
public record ProviderMapper(IdentityProviderMapper type, IdentityProviderMapperModel model) {

    /**
     * The mappers of a provider.
     *
     * @param session the session of the call
     * @param provider the provider
     * @return its mappers
     */
    public static Stream<ProviderMapper> of(
            KeycloakSession session, TiledeskIdentityProvider provider) {
        return session.identityProviders()
                .getMappersByAliasStream(provider.getConfig().getAlias())
                .map(
                        model ->
                                new ProviderMapper(
                                        (IdentityProviderMapper)
                                                session.getKeycloakSessionFactory()
                                                        .getProviderFactory(
                                                                IdentityProviderMapper.class,
                                                                model.getIdentityProviderMapper()),
                                        model));
    }
}
