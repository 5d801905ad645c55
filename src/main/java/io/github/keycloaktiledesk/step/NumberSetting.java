// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.step;

import io.github.keycloaktiledesk.text.FormTexts;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * A setting of a step that is a whole number. The console asks for nothing else; for other ways to
 * save it, Keycloak has no hook that could refuse another text.
 *
 * @param name its key in the step's configuration
 * @param least the least number that can be used, 0 or more
 * @param most the greatest
 * @param byDefault what counts where nothing usable is set
 */
public record NumberSetting(String name, int least, int most, int byDefault) {

    /** Where there is no other bound. */
    public static final int ANY = 999_999_999;

    /** The settings are read at every call. */
    private static final Warnings WARNINGS =
            new Warnings(Logger.getLogger(NumberSetting.class), Duration.ofHours(1));

    /**
     * Reads the setting.
     *
     * @param config the step's configuration
     * @param step what the log calls the step
     * @return a number within the bounds; the default where nothing usable is set, which the log
     *     then says
     */
    public int of(Map<String, String> config, String step) {
        String text = Objects.requireNonNullElse(config.get(name), "").trim();
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        if (!text.isEmpty()) {
            WARNINGS.warn(
                    "The setting '%s' of %s is no whole number from %d to %d, %d counts",
                    name, step, least, most, byDefault);
        }
        return byDefault;
    }

    /**
     * The setting as a console shows it.
     *
     * @param texts the texts of the form that it is in
     * @return a property of type integer
     */
    public ProviderConfigProperty property(FormTexts texts) {
        return texts.property(name, ProviderConfigProperty.INTEGER_TYPE, String.valueOf(byDefault));
    }
}
