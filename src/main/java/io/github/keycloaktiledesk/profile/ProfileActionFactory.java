// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.profile;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;

/** Makes the required action {@code tiledesk-profile}. */
public final class ProfileActionFactory implements RequiredActionFactory {

    /** The action's id. */
    public static final String PROVIDER_ID = "tiledesk-profile";

    /** What a console calls it. */
    public static final String DISPLAY_TEXT = "Tiledesk: guests and customers complete no profile";

    private final ProfileAction action = new ProfileAction();

    /** For {@link java.util.ServiceLoader}. */
    public ProfileActionFactory() {
        // Nothing to set up.
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayText() {
        return DISPLAY_TEXT;
    }

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return action;
    }

    /** None: nobody can start this action. */
    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return List.of();
    }

    @Override
    public void init(Config.Scope config) {
        // No server options: everything is set in the console.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Nothing to prepare.
    }

    @Override
    public void close() {
        // Nothing to release.
    }
}
