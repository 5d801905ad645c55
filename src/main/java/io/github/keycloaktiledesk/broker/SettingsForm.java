// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.text.FormTexts;
import java.util.List;
import org.keycloak.crypto.Algorithm;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * The provider's form in the admin console. Alias, Client ID and Client Secret are Keycloak's own
 * fields, so what is to be said about them is said at the first of ours.
 */
final class SettingsForm {

    private static final FormTexts TEXTS = new FormTexts("provider");

    private SettingsForm() {}

    static List<ProviderConfigProperty> properties() {
        return List.of(
                TEXTS.choice(
                        TiledeskIdentityProviderConfig.ALGORITHMS,
                        ProviderConfigProperty.MULTIVALUED_LIST_TYPE,
                        Algorithm.HS256,
                        TiledeskIdentityProviderConfig.ALL_ALGORITHMS),
                TEXTS.property(
                        TiledeskIdentityProviderConfig.LEGACY_SECRET,
                        ProviderConfigProperty.BOOLEAN_TYPE,
                        "false"),
                TEXTS.property(
                        TiledeskIdentityProviderConfig.PREVIOUS_SECRET,
                        ProviderConfigProperty.STRING_TYPE,
                        null),
                TEXTS.property(
                        TiledeskIdentityProviderConfig.PUBLIC_KEYS,
                        ProviderConfigProperty.TEXT_TYPE,
                        null),
                TEXTS.property(
                        TiledeskIdentityProviderConfig.JWKS_URL,
                        ProviderConfigProperty.STRING_TYPE,
                        null),
                TEXTS.property(
                        TiledeskIdentityProviderConfig.PRIVATE_ADDRESSES,
                        ProviderConfigProperty.BOOLEAN_TYPE,
                        "false"),
                TEXTS.property(
                        IdentityProviderModel.ISSUER, ProviderConfigProperty.STRING_TYPE, null),
                TEXTS.property(
                        TiledeskIdentityProviderConfig.ACCEPTED_ISSUERS,
                        ProviderConfigProperty.MULTIVALUED_STRING_TYPE,
                        null),
                TEXTS.property(
                        TiledeskIdentityProviderConfig.AUDIENCE_BASE,
                        ProviderConfigProperty.STRING_TYPE,
                        TiledeskIdentityProviderConfig.DEFAULT_AUDIENCE_BASE),
                TEXTS.property(
                        TiledeskIdentityProviderConfig.SUBSCRIPTIONS,
                        ProviderConfigProperty.MULTIVALUED_STRING_TYPE,
                        null),
                TEXTS.property(
                        TiledeskIdentityProviderConfig.CLOCK_SKEW,
                        ProviderConfigProperty.INTEGER_TYPE,
                        "0"),
                TEXTS.property(
                        TiledeskIdentityProviderConfig.MAX_LIFETIME,
                        ProviderConfigProperty.INTEGER_TYPE,
                        String.valueOf(TiledeskIdentityProviderConfig.DEFAULT_MAX_LIFETIME)),
                TEXTS.property(
                        TiledeskIdentityProviderConfig.EXPIRATION_OPTIONAL,
                        ProviderConfigProperty.BOOLEAN_TYPE,
                        "false"),
                TEXTS.property(
                        TiledeskIdentityProviderConfig.SINGLE_USE,
                        ProviderConfigProperty.BOOLEAN_TYPE,
                        "false"),
                TEXTS.property(
                        TiledeskIdentityProviderConfig.PROJECT_PREFIX,
                        ProviderConfigProperty.BOOLEAN_TYPE,
                        "false"),
                TEXTS.property(
                        TiledeskIdentityProviderConfig.EXISTING_USERS,
                        ProviderConfigProperty.BOOLEAN_TYPE,
                        "false"));
    }
}
