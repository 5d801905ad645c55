// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.token;

import io.github.keycloaktiledesk.step.NumberSetting;
import io.github.keycloaktiledesk.text.FormTexts;
import java.util.concurrent.TimeUnit;
import org.keycloak.common.util.Time;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * The setting <em>token lifetime</em> of the steps whose tokens have no session. Clients of
 * Tiledesk neither read {@code exp} nor refresh, so it is long by default.
 */
public final class TokenLifetime {
    /** In seconds; 30 days by default. */
    static final NumberSetting SETTING =
            new NumberSetting(
                    "tokenLifetime", 1, NumberSetting.ANY, (int) TimeUnit.DAYS.toSeconds(30));

    private TokenLifetime() {}

    /**
     * Keycloak's clock, in the unit of a token's claims.
     *
     * @return seconds since the epoch
     */
    public static long now() {
        return TimeUnit.MILLISECONDS.toSeconds(Time.currentTimeMillis());
    }

    /**
     * The setting as a console shows it.
     *
     * @param texts the texts of the step
     * @return a property of type integer, in seconds
     */
    public static ProviderConfigProperty property(FormTexts texts) {
        ProviderConfigProperty property = SETTING.property(texts);
        property.setRequired(true);
        return property;
    }

    /**
     * Reads the setting.
     *
     * @param config the step's configuration or null
     * @return seconds; the default where nothing usable is set, which the log then says
     */
    public static long seconds(AuthenticatorConfigModel config) {
        if (config == null || config.getConfig() == null) {
            return SETTING.byDefault();
        }
        return SETTING.of(config.getConfig(), "'" + config.getAlias() + "'");
    }
}
