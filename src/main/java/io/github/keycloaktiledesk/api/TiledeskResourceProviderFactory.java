// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api;

import io.github.keycloaktiledesk.compatibility.BuildInfo;
import java.util.Map;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ServerInfoAwareProviderFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/**
 * Makes {@code /realms/<realm>/tiledesk}. Server option {@code failed-signin-status}: 401 (as
 * recorded, the default) or 403, for the one call whose 401 makes Tiledesk's dashboard send the
 * password elsewhere.
 */
public final class TiledeskResourceProviderFactory
        implements RealmResourceProviderFactory, ServerInfoAwareProviderFactory {

    private static final String FAILED_SIGNIN_STATUS = "failed-signin-status";

    private int failedSigninStatus = 401;

    @Override
    public String getId() {
        return "tiledesk";
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new RealmResourceProvider() {

            @Override
            public Object getResource() {
                return new TiledeskResource(session, failedSigninStatus);
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }

    @Override
    public void init(Config.Scope config) {
        failedSigninStatus = config.getInt(FAILED_SIGNIN_STATUS, 401);
        if (failedSigninStatus != 401 && failedSigninStatus != 403) {
            throw new IllegalArgumentException(
                    "spi-realm-restapi-extension--tiledesk--"
                            + FAILED_SIGNIN_STATUS
                            + " must be 401 or 403");
        }
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Nothing to prepare.
    }

    @Override
    public void close() {
        // Nothing to release.
    }

    /** Shown in the console under Server info, Provider info. */
    @Override
    public Map<String, String> getOperationalInfo() {
        return BuildInfo.read();
    }
}
