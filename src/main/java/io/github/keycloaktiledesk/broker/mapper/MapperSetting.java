// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.mapper;

import io.github.keycloaktiledesk.text.FormTexts;
import java.util.List;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.provider.ProviderConfigProperty;

/** The settings of a mapper. */
final class MapperSetting {

    private static final FormTexts TEXTS = new FormTexts("mapper");

    private MapperSetting() {}

    static ProviderConfigProperty property(String name, String type) {
        ProviderConfigProperty property = TEXTS.property(name, type, null);
        property.setRequired(true);
        return property;
    }

    static ProviderConfigProperty choice(String name, List<String> options) {
        ProviderConfigProperty property = property(name, ProviderConfigProperty.LIST_TYPE);
        property.setDefaultValue(options.get(0));
        property.setOptions(options);
        return property;
    }

    /** Reads a setting; what comes by an import or the Admin API may lack it. */
    static String of(IdentityProviderMapperModel mapper, String name) {
        String value = or(mapper, name, "");
        if (value.isEmpty()) {
            throw new MappingException("the setting '" + name + "' is missing");
        }
        return value;
    }

    static String or(IdentityProviderMapperModel mapper, String name, String absent) {
        String value = mapper.getConfig().get(name);
        return value == null || value.isBlank() ? absent : value.strip();
    }
}
