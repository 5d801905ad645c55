// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.login;

import io.github.keycloaktiledesk.broker.KnownCustomer;
import io.github.keycloaktiledesk.broker.TiledeskIdentityProvider;
import io.github.keycloaktiledesk.broker.UniqueIdentity;
import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import io.github.keycloaktiledesk.step.StepAuthenticator;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.broker.AbstractIdpAuthenticator;
import org.keycloak.authentication.authenticators.broker.util.SerializedBrokeredIdentityContext;
import org.keycloak.broker.provider.AbstractIdentityProvider;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.events.Errors;
import org.keycloak.models.UserModel;

/**
 * The step {@code tiledesk-create-customer} of a first-login flow: makes the customer's user.
 * Unlike Keycloak's own step it writes to local storage only and gives no default roles, groups or
 * required actions.
 */
final class CreateCustomerAuthenticator extends AbstractIdpAuthenticator
        implements StepAuthenticator {

    @Override
    protected void authenticateImpl(
            AuthenticationFlowContext context,
            SerializedBrokeredIdentityContext serialized,
            BrokeredIdentityContext brokered) {
        try {
            context.setUser(findOrCreate(context, serialized, brokered));
            context.success();
        } catch (RefusedException e) {
            e.refusal().end(context);
        }
    }

    private UserModel findOrCreate(
            AuthenticationFlowContext context,
            SerializedBrokeredIdentityContext serialized,
            BrokeredIdentityContext brokered)
            throws RefusedException {
        if (TiledeskCall.inProgress(context.getAuthenticationSession()).orElse(null)
                        != TiledeskCall.CUSTOM_TOKEN
                || !(brokered.getIdp() instanceof TiledeskIdentityProvider provider)) {
            throw new RefusedException(
                    Refusal.forbidden(
                            "Not allowed",
                            Errors.NOT_ALLOWED,
                            "the step serves custom tokens only"));
        }
        UserModel namesake = KnownCustomer.byName(context.getSession(), brokered).orElse(null);
        if (namesake != null) {
            if (!provider.isOwn(namesake, brokered.getId())) {
                throw UniqueIdentity.nameTaken();
            }
            // An admin has removed the link; the customer is the same.
            return namesake;
        }
        // Before a row with the e-mail is written, which the database would refuse without a
        // reason.
        UniqueIdentity.checkEmail(context, brokered, null);
        return create(context, serialized, brokered);
    }

    private static UserModel create(
            AuthenticationFlowContext context,
            SerializedBrokeredIdentityContext serialized,
            BrokeredIdentityContext brokered) {
        UserModel user =
                context.getSession()
                        .users()
                        .addUser(
                                context.getRealm(),
                                null,
                                brokered.getModelUsername(),
                                false,
                                false);
        user.setEnabled(true);
        serialized
                .getAttributes()
                .forEach(
                        (name, values) -> {
                            if (!UserModel.USERNAME.equalsIgnoreCase(name)) {
                                user.setAttribute(name, values);
                            }
                        });
        context.getAuthenticationSession()
                .setAuthNote(
                        AbstractIdentityProvider.BROKER_REGISTERED_NEW_USER,
                        Boolean.TRUE.toString());
        return user;
    }

    @Override
    protected void actionImpl(
            AuthenticationFlowContext context,
            SerializedBrokeredIdentityContext serialized,
            BrokeredIdentityContext brokered) {
        throw new IllegalStateException("No form is shown, so none can come back");
    }
}
