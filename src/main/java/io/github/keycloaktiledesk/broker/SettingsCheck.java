// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import org.keycloak.models.KeycloakSession;

/** Whether a provider may be saved or imported with its settings. */
final class SettingsCheck {

    private SettingsCheck() {}

    /**
     * Checks the settings of a provider.
     *
     * @param session the session of the save or import
     * @param config the settings, not stored yet
     * @throws RefusedSettingsException at the first mistake
     */
    static void check(KeycloakSession session, TiledeskIdentityProviderConfig config) {
        try {
            IdentifierCheck.check(config);
            // Numbers are checked as they are read.
            config.rules();
            config.getSyncMode();
            new KeyCheck(session, config).check();
            new OverlapCheck(session, config).check();
        } catch (IllegalArgumentException e) {
            // An import may bring many.
            throw new RefusedSettingsException(
                    e.getMessage() + " (identity provider '" + config.getAlias() + "')");
        }
    }
}
