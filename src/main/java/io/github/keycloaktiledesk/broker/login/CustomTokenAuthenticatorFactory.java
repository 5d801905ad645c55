// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.login;

import io.github.keycloaktiledesk.step.StepFactory;
import io.github.keycloaktiledesk.token.TokenLifetime;
import java.util.List;
import org.keycloak.provider.ProviderConfigProperty;

/** Makes the step {@code tiledesk-custom-token}. */
public final class CustomTokenAuthenticatorFactory extends StepFactory {

    /** For {@link java.util.ServiceLoader}. */
    public CustomTokenAuthenticatorFactory() {
        super(new CustomTokenAuthenticator());
    }

    @Override
    public String getId() {
        return "tiledesk-custom-token";
    }

    @Override
    public String getDisplayType() {
        return "Tiledesk custom token";
    }

    @Override
    public String getHelpText() {
        return "Signs in a customer with a custom JWT, through the identity provider of the project that it names.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of(TokenLifetime.property(FormerGuest.TEXTS), FormerGuest.SETTING);
    }
}
