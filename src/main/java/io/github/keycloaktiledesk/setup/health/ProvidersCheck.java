// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup.health;

import io.github.keycloaktiledesk.broker.TiledeskIdentityProviderConfig;
import io.github.keycloaktiledesk.call.ProjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;

/** Whether customers can sign in, and whether somebody else can be one. */
record ProvidersCheck(KeycloakSession session) implements Check {

    private static final String PART = "identity-provider";
    private static final String PATH = "Identity providers";

    @Override
    public Stream<Finding> run() {
        List<TiledeskIdentityProviderConfig> providers =
                TiledeskProviders.of(session).map(TiledeskIdentityProviderConfig::new).toList();
        if (providers.isEmpty()) {
            return Stream.of(
                    Finding.off(
                            PART,
                            "No project has an identity provider: no customers can sign in",
                            PATH));
        }
        boolean several = providers.stream().filter(IdentityProviderModel::isEnabled).count() > 1;
        return providers.stream().flatMap(provider -> of(provider, several));
    }

    private Stream<Finding> of(TiledeskIdentityProviderConfig provider, boolean several) {
        String path = PATH + " → " + provider.getAlias();
        if (!provider.isEnabled()) {
            return Stream.of(
                    Finding.off(
                            PART,
                            "'%s' is disabled: customers of its project are refused"
                                    .formatted(provider.getAlias()),
                            path));
        }
        List<Finding> findings = new ArrayList<>();
        if (!ProjectId.isPossible(provider.project())) {
            findings.add(
                    Finding.risk(
                            PART,
                            "'%s' is no id of a project at Tiledesk, which has 24 hexadecimal digits: no visitor can name it"
                                    .formatted(provider.project()),
                            path));
        }
        if (hasDemoSecret(provider)) {
            findings.add(
                    Finding.risk(
                            PART,
                            "It has the demo's secret: everybody can sign in as any of its customers",
                            path));
        }
        if (provider.isLegacySecret()) {
            findings.add(
                    Finding.risk(
                            PART,
                            "Legacy secret is on: its secret may be shorter than the algorithm asks for",
                            path));
        }
        if (several && !provider.isProjectPrefixRequired()) {
            findings.add(
                    Finding.risk(
                            PART,
                            "'Ids begin with the project' is off, and there are several projects: its site could name"
                                    + " another's customer",
                            path));
        }
        if (provider.getFirstBrokerLoginFlowId() == null) {
            findings.add(
                    Finding.risk(
                            PART,
                            "It uses the realm's first login flow, which shows pages: choose 'tiledesk first login'",
                            path));
        }
        if (findings.isEmpty()) {
            findings.add(
                    Finding.ok(
                            PART,
                            "Customers of project %s can sign in".formatted(provider.project()),
                            path));
        }
        return findings.stream();
    }

    private boolean hasDemoSecret(TiledeskIdentityProviderConfig provider) {
        try (var vault = session.vault().getStringSecret(provider.storedSecret())) {
            return DemoSecrets.isOne(vault.get().orElse(null));
        }
    }
}
