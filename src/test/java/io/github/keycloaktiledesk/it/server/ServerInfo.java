// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.Map;
import org.keycloak.admin.client.Keycloak;

/** What the console shows of the extension under Server info, Provider info. */
public final class ServerInfo {

    private final Keycloak admin;

    /** As this administrator sees it. */
    public ServerInfo(Keycloak admin) {
        this.admin = admin;
    }

    /** Of what has the paths of the calls: version, commit, Keycloaks. */
    public Map<String, String> ofBuild() {
        return of("realm-restapi-extension");
    }

    /** Of our provider of an SPI. */
    public Map<String, String> of(String spi) {
        return admin.serverInfo()
                .getInfo()
                .getProviders()
                .get(spi)
                .getProviders()
                .get("tiledesk")
                .getOperationalInfo();
    }
}
