// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.token;

import io.github.keycloaktiledesk.step.StepFactory;
import io.github.keycloaktiledesk.text.FormTexts;
import java.util.List;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.provider.ProviderConfigProperty;

/** Makes the step {@code tiledesk-agent-session}. */
public final class AgentSessionAuthenticatorFactory extends StepFactory {

    private static final String REMEMBER_ME = "rememberMe";

    static boolean isRememberMe(AuthenticationFlowContext context) {
        return context.getAuthenticatorConfig() != null
                && Boolean.parseBoolean(
                        context.getAuthenticatorConfig().getConfig().get(REMEMBER_ME));
    }

    /** For {@link java.util.ServiceLoader}. */
    public AgentSessionAuthenticatorFactory() {
        super(new AgentSessionAuthenticator());
    }

    @Override
    public String getId() {
        return "tiledesk-agent-session";
    }

    @Override
    public String getDisplayType() {
        return "Tiledesk agent session";
    }

    @Override
    public String getHelpText() {
        return "Says which of the realm's session limits hold for an agent who signs in through Tiledesk.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of(
                new FormTexts("agentSession")
                        .property(REMEMBER_ME, ProviderConfigProperty.BOOLEAN_TYPE, "false"));
    }
}
