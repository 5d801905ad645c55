// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What Keycloak has built for the servers of this run: for the next one of the same kind it need
 * not be built again, which takes longer than to start it.
 */
final class BuiltServers {

    /**
     * Options that Keycloak builds for. Where one is missing, its servers take what does not fit
     * them; Keycloak sees that, and builds.
     */
    private static final Set<String> OPTIONS =
            Set.of(
                    "cache",
                    "db",
                    "event-metrics-user-enabled",
                    "features",
                    "metrics-enabled",
                    "tracing-enabled",
                    "vault");

    private static final Map<Kind, Path> BUILT = new ConcurrentHashMap<>();

    private BuiltServers() {}

    /**
     * Servers for which Keycloak builds the same: of its distribution as it is, for Keycloak does
     * not see where its own jars were changed.
     *
     * @param jars the providers' names
     */
    record Kind(String command, Map<String, String> options, List<String> jars) {

        static Kind of(KeycloakHome home, String command, ServerOptions options) {
            return new Kind(command, options.valuesOf(OPTIONS), home.jars());
        }

        /** Gives it to a server that has just been made, if one of this kind has started before. */
        void give(KeycloakHome fresh) {
            Path built = BUILT.get(this);
            if (built != null) {
                fresh.takeBuilt(built);
            }
        }

        /** Keeps it of a server that has started. A copy, for tests change servers later. */
        void keep(KeycloakHome started) {
            BUILT.computeIfAbsent(
                    this,
                    kind -> {
                        Path copy = BuildOutput.servers().resolve("built-" + UUID.randomUUID());
                        started.copyBuilt(copy);
                        return copy;
                    });
        }
    }
}
