// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.broker.assertion.AssertionAudience;
import io.github.keycloaktiledesk.broker.assertion.AssertionAudience.Kind;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.broker.provider.IdentityProvider;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.IdentityProviderQuery;
import org.keycloak.models.IdentityProviderType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resources.IdentityBrokerService;

/**
 * Whether another provider of the realm is there for the same tokens; then none of the two would
 * get them.
 *
 * @param session the session of the save or import
 * @param config the settings, not stored yet
 */
record OverlapCheck(KeycloakSession session, TiledeskIdentityProviderConfig config) {

    private static final IdentityProviderType GRANT = IdentityProviderType.JWT_AUTHORIZATION_GRANT;

    void check() {
        Set<String> ids = new HashSet<>(config.subscriptions());
        ids.add(config.project());
        // Also one that is disabled: enabling it again must not stop this one.
        ids.forEach(this::checkId);
        checkIssuer();
    }

    private void checkId(String id) {
        refuseIfThereIsAnother(
                Stream.of(Kind.values())
                        .map(kind -> new AssertionAudience(config.audienceBase(), kind, id))
                        .flatMap(audience -> CustomerProviders.serving(session, audience)),
                "serves this project or subscription ("
                        + id
                        + ") already: change or remove that one, since each has one provider");
    }

    /** Keycloak's token endpoint finds a provider by this setting, and wants to find one only. */
    private void checkIssuer() {
        if (!config.isGrantServed() || !config.isEnabled()) {
            return;
        }
        refuseIfThereIsAnother(
                session.identityProviders()
                        .getAllStream(
                                IdentityProviderQuery.type(GRANT)
                                        .with(IdentityProviderModel.ISSUER, config.issuer())
                                        .with(IdentityProviderModel.ENABLED, "true"))
                        .filter(this::isGrantServed),
                "has this issuer already: enter it under Accepted issuers instead");
    }

    private boolean isGrantServed(IdentityProviderModel provider) {
        return IdentityBrokerService.getIdentityProvider(session, provider, IdentityProvider.class)
                .isType(session, GRANT);
    }

    private void refuseIfThereIsAnother(
            Stream<? extends IdentityProviderModel> providers, String what) {
        providers
                .filter(
                        provider ->
                                !Objects.equals(provider.getInternalId(), config.getInternalId()))
                .findFirst()
                .ifPresent(
                        other -> {
                            throw new IllegalArgumentException(
                                    "The identity provider '" + other.getAlias() + "' " + what);
                        });
    }
}
