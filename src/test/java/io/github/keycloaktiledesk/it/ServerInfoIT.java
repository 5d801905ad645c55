// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.ServerInfo;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which build of ours a server runs, as the console shows it under Server info, Provider info. */
@Tag("container")
class ServerInfoIT {

    @Test
    void namesVersionCommitAndKeycloak() {
        Map<String, String> info = info().ofBuild();

        assertThat(info)
                .containsOnlyKeys("Version", "Commit", "Oldest Keycloak", "Newest Keycloak");
        assertThat(Path.of(System.getProperty("provider.jar")).getFileName())
                .hasToString("keycloak-tiledesk-%s.jar".formatted(info.get("Version")));
        // A source archive knows no commit.
        assertThat(info.get("Commit")).matches("[0-9a-f]{12}|unknown");
        assertThat(info.get("Oldest Keycloak")).matches("26[.]\\d+[.]\\d+");
        assertThat(info.get("Newest Keycloak")).matches("26[.]\\d+[.]\\d+");
    }

    /** On whichever Keycloak the tests run, be it one that nobody has tried. */
    @Test
    void missesNothing() {
        assertThat(info().of("tiledesk-compatibility").get("Warnings"))
                .isNotNull()
                .doesNotContain("lacks", "could not");
    }

    private static ServerInfo info() {
        return new ServerInfo(KeycloakServer.get().admin());
    }
}
