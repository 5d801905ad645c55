// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.token;

import io.github.keycloaktiledesk.step.StepFactory;
import io.github.keycloaktiledesk.text.FormTexts;
import java.util.List;
import org.keycloak.provider.ProviderConfigProperty;

/** Makes the step {@code tiledesk-resume}. */
public final class ResumeAuthenticatorFactory extends StepFactory {

    /** Id of the step. */
    public static final String PROVIDER_ID = "tiledesk-resume";

    /** For {@link java.util.ServiceLoader}. */
    public ResumeAuthenticatorFactory() {
        super(new ResumeAuthenticator());
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Tiledesk resume";
    }

    @Override
    public String getHelpText() {
        return "Signs in again whoever brings back a valid token that this realm has issued for this client.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of(TokenLifetime.property(new FormTexts("resume")));
    }
}
