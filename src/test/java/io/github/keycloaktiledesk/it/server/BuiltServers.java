// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private static final Map<Kind, KeycloakHome> HOMES = new ConcurrentHashMap<>();

    private BuiltServers() {}

    /** Servers for which Keycloak builds the same. */
    record Kind(
            String command, Map<String, String> options, String configuration, List<String> jars) {

        static Kind of(KeycloakHome home, String command, ServerOptions options) {
            return new Kind(command, options.only(OPTIONS), home.configuration(), home.jars());
        }

        /** Gives it to a server that has not been started yet, if there is one to take it from. */
        void give(KeycloakHome home) {
            KeycloakHome built = HOMES.get(this);
            if (built != null && !home.log().toFile().exists()) {
                home.takeBuilt(built);
            }
        }

        /** Says that a server of this kind has started. */
        void isIn(KeycloakHome home) {
            HOMES.putIfAbsent(this, home);
        }
    }
}
