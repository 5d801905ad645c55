// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.expiry;

import io.github.keycloaktiledesk.step.NumberSetting;
import io.github.keycloaktiledesk.text.FormTexts;
import java.util.Map;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * The setting of the guest step that says when guests are deleted.
 *
 * @param days for how many days a guest has not been seen; 0: guests are never deleted
 */
public record ExpiryConfig(int days) {

    private static final NumberSetting DAYS = new NumberSetting("expiryDays", 0, 99_999, 30);

    /**
     * Reads the setting.
     *
     * @param config the step's configuration
     * @return the setting; the default where nothing usable is set, which the log then says
     */
    public static ExpiryConfig of(Map<String, String> config) {
        return new ExpiryConfig(DAYS.of(config, "a guest step"));
    }

    /**
     * The setting as a console shows it.
     *
     * @param texts the texts of the step
     * @return a property of type integer
     */
    public static ProviderConfigProperty property(FormTexts texts) {
        return DAYS.property(texts);
    }
}
