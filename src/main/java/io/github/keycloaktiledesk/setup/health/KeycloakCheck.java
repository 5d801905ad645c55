// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup.health;

import io.github.keycloaktiledesk.compatibility.CompatibilityProvider;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;

/** Whether this Keycloak is one that we serve. */
record KeycloakCheck(KeycloakSession session) implements Check {

    private static final String PART = "keycloak";
    private static final String PATH = "Server info → Provider info, tiledesk";

    @Override
    public Stream<Finding> run() {
        CompatibilityProvider compatibility = session.getProvider(CompatibilityProvider.class);
        if (compatibility == null) {
            // Switched off, by an option of the server.
            return Stream.empty();
        }
        List<String> warnings = compatibility.warnings();
        return warnings.isEmpty()
                ? Stream.of(
                        Finding.ok(
                                PART,
                                "This Keycloak is one that is served, and lacks nothing",
                                PATH))
                : warnings.stream().map(warning -> Finding.risk(PART, warning, PATH));
    }
}
