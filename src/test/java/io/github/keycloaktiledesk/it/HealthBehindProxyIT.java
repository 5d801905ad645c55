// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.server.SetupCalls.findings;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.SetupCalls;
import io.github.keycloaktiledesk.it.server.TestRealm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The health report knows the server's options about proxies. */
@Tag("distribution")
class HealthBehindProxyIT {

    @Test
    void knowsWhichProxiesAreBelieved() {
        KeycloakServer server = KeycloakServer.behindProxy();
        try (TestRealm realm = TestRealm.createOn(server, rep -> {})) {
            String token = server.admin().tokenManager().getAccessTokenString();
            assertThat(findings(SetupCalls.by(realm, token).report(), "ok"))
                    .contains("proxy: Your proxies are believed, and nobody else");
        }
    }
}
