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
 * Makes {@code /realms/<realm>/tiledesk}. Server options: {@code failed-signin-status}, 401 (as
 * recorded, the default) or 403, for the one call whose 401 makes Tiledesk's dashboard send the
 * password elsewhere; {@code max-signins}, how many agents sign in at once on this node, 0 for any
 * number.
 */
public final class TiledeskResourceProviderFactory
        implements RealmResourceProviderFactory, ServerInfoAwareProviderFactory {

    private static final String OPTIONS = "spi-realm-restapi-extension--tiledesk--";
    private static final String FAILED_SIGNIN_STATUS = "failed-signin-status";
    private static final String MAX_SIGNINS = "max-signins";

    private int failedSigninStatus = 401;
    private SigninLimit signins = new SigninLimit(SigninLimit.DEFAULT);

    @Override
    public String getId() {
        return "tiledesk";
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new RealmResourceProvider() {

            @Override
            public Object getResource() {
                return new TiledeskResource(session, failedSigninStatus, signins);
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
                    OPTIONS + FAILED_SIGNIN_STATUS + " must be 401 or 403");
        }
        int most = config.getInt(MAX_SIGNINS, SigninLimit.DEFAULT);
        if (most < 0) {
            throw new IllegalArgumentException(OPTIONS + MAX_SIGNINS + " must be 0 or more");
        }
        signins = new SigninLimit(most);
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
