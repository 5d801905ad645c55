// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.browser;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.util.JsonSerialization;
import org.openqa.selenium.By;

/** What the console should show for each setting of a form, by the type that the setting has. */
final class SettingFields {

    private SettingFields() {}

    static List<By> ofProvider(TestRealm realm) {
        String description =
                realm.admin()
                        .identityProviders()
                        .getIdentityProviders("tiledesk")
                        .readEntity(String.class);
        try {
            JsonNode settings =
                    JsonSerialization.mapper.readTree(description).path("configProperties");
            return StreamSupport.stream(settings.spliterator(), false)
                    .map(it -> field(it.path("name").asText(), it.path("type").asText()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<By> ofStep(TestRealm realm, String provider) {
        return realm
                .admin()
                .flows()
                .getAuthenticatorConfigDescription(provider)
                .getProperties()
                .stream()
                .map(it -> field(it.getName(), it.getType()))
                .toList();
    }

    private static By field(String name, String type) {
        return switch (type) {
            case ProviderConfigProperty.BOOLEAN_TYPE -> AdminConsole.switchOf(name);
            case ProviderConfigProperty.STRING_TYPE, ProviderConfigProperty.INTEGER_TYPE ->
                    By.cssSelector("input[data-testid='" + name + "']");
            case ProviderConfigProperty.TEXT_TYPE ->
                    By.cssSelector("textarea[data-testid='" + name + "']");
            case ProviderConfigProperty.LIST_TYPE -> By.cssSelector("button#" + name);
            case ProviderConfigProperty.MULTIVALUED_LIST_TYPE ->
                    By.cssSelector("#" + name + " [role=combobox]");
            case ProviderConfigProperty.MULTIVALUED_STRING_TYPE ->
                    AdminConsole.testId("config." + name + "-addValue");
            case ProviderConfigProperty.GROUP_TYPE -> AdminConsole.testId("join-groups-button");
            default -> throw new AssertionError(name + " is of the type " + type);
        };
    }
}
