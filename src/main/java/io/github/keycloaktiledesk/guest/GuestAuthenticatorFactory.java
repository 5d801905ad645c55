// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest;

import io.github.keycloaktiledesk.guest.account.GuestConfig;
import io.github.keycloaktiledesk.guest.account.NewGuest;
import io.github.keycloaktiledesk.guest.expiry.ExpiryOptions;
import io.github.keycloaktiledesk.guest.expiry.GuestExpiry;
import io.github.keycloaktiledesk.step.StepFactory;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;

/** Makes the step {@code tiledesk-guest}, and has its guests deleted who do not come back. */
public final class GuestAuthenticatorFactory extends StepFactory {

    static final String PROVIDER_ID = NewGuest.METHOD;

    private GuestExpiry expiry;

    /** For {@link java.util.ServiceLoader}. */
    public GuestAuthenticatorFactory() {
        super(new GuestAuthenticator());
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Tiledesk guest";
    }

    @Override
    public String getHelpText() {
        return "Makes a new guest user for each anonymous sign-in of a Tiledesk visitor. In a browser flow it shows"
                + " a page 'Continue as guest'.";
    }

    /** In a browser flow it may stand beside other ways to log in. */
    @Override
    public Requirement[] getRequirementChoices() {
        return new Requirement[] {
            Requirement.REQUIRED, Requirement.ALTERNATIVE, Requirement.DISABLED
        };
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return GuestConfig.properties();
    }

    @Override
    public void init(Config.Scope config) {
        expiry = new GuestExpiry(PROVIDER_ID, ExpiryOptions.of(config));
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        expiry.startIn(factory);
    }

    @Override
    public void close() {
        expiry.close();
    }
}
