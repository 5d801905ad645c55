// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.text;

import java.util.List;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * The texts of a form in the admin console, as keys: the console looks up each label and each help
 * text in the admin's language. What it finds is in {@code theme-resources/messages}, which
 * Keycloak adds to themes of every type.
 *
 * @param form what the keys call the form
 */
public record FormTexts(String form) {

    /**
     * A setting of the form.
     *
     * @param name its name in the configuration, and in the keys
     * @param type its type, of {@link ProviderConfigProperty}
     * @param defaultValue what a new form shows, or null
     * @return the setting, with the keys of its texts
     */
    public ProviderConfigProperty property(String name, String type, Object defaultValue) {
        String key = "tiledesk." + form + "." + name;
        return new ProviderConfigProperty(name, key + ".label", key + ".help", type, defaultValue);
    }

    /**
     * A setting of the form that is a choice.
     *
     * @param name its name in the configuration, and in the keys
     * @param type its type, of {@link ProviderConfigProperty}
     * @param defaultValue what a new form shows
     * @param options what can be chosen; the console shows these as they are
     * @return the setting, with the keys of its texts
     */
    public ProviderConfigProperty choice(
            String name, String type, Object defaultValue, List<String> options) {
        ProviderConfigProperty property = property(name, type, defaultValue);
        property.setOptions(options);
        return property;
    }
}
