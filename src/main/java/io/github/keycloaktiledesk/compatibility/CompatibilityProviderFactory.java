// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.compatibility;

import io.github.keycloaktiledesk.compatibility.SupportedKeycloak.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.common.Version;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/** Looks at the Keycloak once, when the server starts, and says in the log what it finds. */
public final class CompatibilityProviderFactory
        implements ProviderFactory<CompatibilityProvider>, ServerInfoAwareProviderFactory {

    private static final Logger LOG = Logger.getLogger(CompatibilityProviderFactory.class);

    private List<String> warnings = List.of();

    /** For {@link java.util.ServiceLoader}. */
    public CompatibilityProviderFactory() {
        // Nothing to set up.
    }

    @Override
    public String getId() {
        return "tiledesk";
    }

    @Override
    public CompatibilityProvider create(KeycloakSession session) {
        return () -> warnings;
    }

    @Override
    public void init(Config.Scope config) {
        // No server options.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        List<String> found = new ArrayList<>();
        if (BuildInfo.keycloak().of(Version.VERSION) == Standing.UNTRIED) {
            found.add(
                    "Keycloak %s was not tried with Keycloak Tiledesk %s, which serves Keycloak %s"
                            .formatted(
                                    Version.VERSION,
                                    BuildInfo.version(),
                                    BuildInfo.keycloak().range()));
        }
        found.forEach(LOG::warn);
        warnings = List.copyOf(found);
    }

    @Override
    public void close() {
        // Nothing to release.
    }

    /** Shown in the console under Server info, Provider info. */
    @Override
    public Map<String, String> getOperationalInfo() {
        return Map.of("Warnings", String.join("; ", warnings));
    }
}
