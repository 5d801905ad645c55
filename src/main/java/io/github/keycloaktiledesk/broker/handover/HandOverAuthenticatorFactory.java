// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.handover;

import io.github.keycloaktiledesk.step.StepFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;

/** Makes the step {@code tiledesk-hand-over}. */
public final class HandOverAuthenticatorFactory extends StepFactory {

    /** For {@link java.util.ServiceLoader}. */
    public HandOverAuthenticatorFactory() {
        super(new HandOverAuthenticator());
    }

    @Override
    public String getId() {
        return "tiledesk-hand-over";
    }

    @Override
    public String getDisplayType() {
        return "Tiledesk hand-over";
    }

    @Override
    public String getHelpText() {
        return "Logs in the customer whom a site hands over with a custom JWT, in a browser flow. Has to be the first"
                + " step; without a custom JWT it does nothing.";
    }

    /** Whoever comes without a token needs another way in, and a required step would close it. */
    @Override
    public Requirement[] getRequirementChoices() {
        return new Requirement[] {Requirement.ALTERNATIVE, Requirement.DISABLED};
    }
}
