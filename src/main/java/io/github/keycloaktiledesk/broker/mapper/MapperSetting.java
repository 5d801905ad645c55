package io.github.keycloaktiledesk.broker.mapper;

import java.util.List;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.provider.ProviderConfigProperty;

/** A setting without which a mapper has no meaning. */
final class MapperSetting {

    private MapperSetting() {}

    static ProviderConfigProperty property(
            String name, String label, String help, String type, String preset) {
        ProviderConfigProperty property =
                new ProviderConfigProperty(name, label, help, type, preset);
        property.setRequired(true);
        return property;
    }

    static ProviderConfigProperty choice(
            String name, String label, String help, List<String> options) {
        ProviderConfigProperty property =
                property(name, label, help, ProviderConfigProperty.LIST_TYPE, options.get(0));
        property.setOptions(options);
        return property;
    }

    /** Reads a setting; what comes by an import or the Admin API may lack it. */
    static String of(IdentityProviderMapperModel mapper, String name) {
        String value = mapper.getConfig().get(name);
        if (value == null || value.isBlank()) {
            throw new MappingException("the setting '" + name + "' is missing");
        }
        return value.trim();
    }
}
