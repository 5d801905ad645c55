// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.login;

import io.github.keycloaktiledesk.step.StepFactory;

/** Makes the step {@code tiledesk-create-customer}. */
public final class CreateCustomerAuthenticatorFactory extends StepFactory {

    /** For {@link java.util.ServiceLoader}. */
    public CreateCustomerAuthenticatorFactory() {
        super(new CreateCustomerAuthenticator());
    }

    @Override
    public String getId() {
        return "tiledesk-create-customer";
    }

    @Override
    public String getDisplayType() {
        return "Tiledesk create customer";
    }

    @Override
    public String getHelpText() {
        return "Makes the user of a Tiledesk customer at the first sign-in, in a first-login flow: local, without default"
                + " roles, and never over an existing user.";
    }
}
