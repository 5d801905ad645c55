// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.membership;

import io.github.keycloaktiledesk.step.StepFactory;
import java.util.List;
import org.keycloak.provider.ProviderConfigProperty;

/** Makes the step {@code tiledesk-membership}. */
public final class MembershipAuthenticatorFactory extends StepFactory {

    /** For {@link java.util.ServiceLoader}. */
    public MembershipAuthenticatorFactory() {
        super(new MembershipAuthenticator());
    }

    @Override
    public String getId() {
        return "tiledesk-membership";
    }

    @Override
    public String getDisplayType() {
        return "Tiledesk project membership";
    }

    @Override
    public String getHelpText() {
        return "Makes visitors and customers members of their project at your Tiledesk server, once for each user and"
                + " project, after the sign-in. Put it at the end of the flow, or into branches with different settings.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return MembershipConfig.properties();
    }
}
