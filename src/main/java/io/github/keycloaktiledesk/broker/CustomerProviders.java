package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import java.util.List;
import org.keycloak.events.Errors;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.IdentityProviderQuery;
import org.keycloak.models.KeycloakSession;
import org.keycloak.util.Booleans;

/** Finds the identity provider of a project. */
final class CustomerProviders {

    private CustomerProviders() {}

    static TiledeskIdentityProvider ofProject(KeycloakSession session, String project)
            throws RefusedException {
        List<IdentityProviderModel> found =
                session.identityProviders()
                        .getAllStream(
                                IdentityProviderQuery.userAuthentication()
                                        .with(TiledeskIdentityProviderConfig.PROJECT, project))
                        .filter(
                                model ->
                                        TiledeskIdentityProviderFactory.PROVIDER_ID.equals(
                                                model.getProviderId()))
                        // A database may compare without regard to case.
                        .filter(
                                model ->
                                        project.equals(
                                                model.getConfig()
                                                        .get(
                                                                TiledeskIdentityProviderConfig
                                                                        .PROJECT)))
                        .filter(model -> model.isEnabled() && !Booleans.isTrue(model.isLinkOnly()))
                        .toList();
        if (found.size() != 1) {
            throw new RefusedException(
                    Refusal.unauthorized(
                            Errors.IDENTITY_PROVIDER_ERROR,
                            found.isEmpty()
                                    ? "no enabled provider for this project"
                                    : "several providers for this project"));
        }
        return new TiledeskIdentityProvider(
                session, new TiledeskIdentityProviderConfig(found.get(0)));
    }
}
