// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.limit;

import io.github.keycloaktiledesk.step.NumberSetting;
import io.github.keycloaktiledesk.text.FormTexts;
import java.util.List;
import java.util.Map;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * How many guests may come in how much time, as the settings of the step say.
 *
 * @param perAddress guests of one client address in an hour; 0 for any number
 * @param perRealm guests of the realm in a minute; 0 for any number
 */
public record RateLimits(int perAddress, int perRealm) {

    private static final String STEP = "the guest step";

    private static final NumberSetting PER_ADDRESS =
            new NumberSetting("guestsPerAddress", 0, NumberSetting.ANY, 100);
    private static final NumberSetting PER_REALM =
            new NumberSetting("guestsPerRealm", 0, NumberSetting.ANY, 600);

    /**
     * Reads the settings.
     *
     * @param config the step's configuration
     * @return the limits; a default where nothing usable is set, which the log then says
     */
    public static RateLimits of(Map<String, String> config) {
        return new RateLimits(PER_ADDRESS.of(config, STEP), PER_REALM.of(config, STEP));
    }

    /**
     * The settings as a console shows them.
     *
     * @param texts the texts of the step
     * @return two numbers
     */
    public static List<ProviderConfigProperty> properties(FormTexts texts) {
        return List.of(PER_ADDRESS.property(texts), PER_REALM.property(texts));
    }
}
