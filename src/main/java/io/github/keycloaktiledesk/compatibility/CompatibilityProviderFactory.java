// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.compatibility;

import io.github.keycloaktiledesk.compatibility.SupportedKeycloak.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** A sentence has to be readable. */
    private static final int MOST_NAMED = 20;

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
        warnings =
                Stream.of(
                                look(CompatibilityProviderFactory::untried),
                                look(CompatibilityProviderFactory::missing))
                        .flatMap(Optional::stream)
                        .toList();
        warnings.forEach(LOG::warn);
    }

    /** Whatever goes wrong with that, the server starts. */
    private static Optional<String> look(Supplier<Optional<String>> question) {
        try {
            return question.get();
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("What Keycloak has could not be compared with what we call", e);
            return Optional.of(
                    "Whether Keycloak %s has all that Keycloak Tiledesk calls could not be found out: %s"
                            .formatted(Version.VERSION, e));
        }
    }

    private static Optional<String> untried() {
        return BuildInfo.keycloak().of(Version.VERSION) == Standing.UNTRIED
                ? Optional.of(
                        "Keycloak %s was not tried with Keycloak Tiledesk %s, which serves Keycloak %s: docs/compatibility.md"
                                .formatted(
                                        Version.VERSION,
                                        BuildInfo.version(),
                                        BuildInfo.keycloak().range()))
                : Optional.empty();
    }

    private static Optional<String> missing() {
        List<String> missing = Linkage.missing();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Keycloak %s lacks %d of what Keycloak Tiledesk %s calls, and what needs it fails: %s"
                                .formatted(
                                        Version.VERSION,
                                        missing.size(),
                                        BuildInfo.version(),
                                        missing.stream()
                                                .limit(MOST_NAMED)
                                                .collect(Collectors.joining(", "))));
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
