// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.login;

import io.github.keycloaktiledesk.call.CallParameters;
import io.github.keycloaktiledesk.call.FormerId;
import io.github.keycloaktiledesk.text.FormTexts;
import io.github.keycloaktiledesk.token.GuestToken;
import io.github.keycloaktiledesk.user.CustomAttributes;
import io.github.keycloaktiledesk.user.UserAttributes;
import io.github.keycloaktiledesk.user.UserKind;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.common.VerificationException;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.UserManager;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * The guest whom a customer has been until now. What the guest typed fills the gaps in the
 * customer's custom attributes, and the guest is deleted. A guest who cannot be taken over keeps no
 * customer from signing in.
 */
final class FormerGuest {

    /** Of the step {@code tiledesk-custom-token}. */
    static final FormTexts TEXTS = new FormTexts("customToken");

    static final ProviderConfigProperty SETTING =
            TEXTS.property("takeOverGuests", ProviderConfigProperty.BOOLEAN_TYPE, "false");

    private static final String DETAIL = "former_guest";
    private static final String DETAIL_KEPT = "guest_token_ignored";

    private FormerGuest() {}

    /**
     * Takes over the guest whose token came along, if there is one and the step's settings allow
     * it.
     *
     * @param context the step's context
     * @param customer whom the custom JWT has signed in
     */
    static void takeOver(AuthenticationFlowContext context, UserModel customer) {
        String token =
                context.getHttpRequest()
                        .getDecodedFormParameters()
                        .getFirst(CallParameters.GUEST_TOKEN);
        if (token == null || !isOn(context.getAuthenticatorConfig())) {
            return;
        }
        try {
            UserModel guest = GuestToken.verify(context.getSession(), context.getEvent(), token);
            check(guest, customer);
            end(context, guest, customer);
        } catch (VerificationException e) {
            context.getEvent().detail(DETAIL_KEPT, e.getMessage());
        }
    }

    private static boolean isOn(AuthenticatorConfigModel model) {
        return Optional.ofNullable(model)
                .map(AuthenticatorConfigModel::getConfig)
                .map(config -> Boolean.parseBoolean(config.get(SETTING.getName())))
                .orElse(false);
    }

    private static void check(UserModel guest, UserModel customer) throws VerificationException {
        if (UserKind.of(customer) != UserKind.CUSTOMER) {
            // An agent is given nothing that an anonymous caller typed.
            throw new VerificationException("the custom JWT has signed in an existing user");
        }
        String project = customer.getFirstAttribute(UserAttributes.PROJECT);
        if (project == null || !project.equals(guest.getFirstAttribute(UserAttributes.PROJECT))) {
            throw new VerificationException("a guest of another project");
        }
    }

    private static void end(AuthenticationFlowContext context, UserModel guest, UserModel customer)
            throws VerificationException {
        CustomAttributes.handOver(guest, customer);
        String id = guest.getId();
        if (!new UserManager(context.getSession()).removeUser(context.getRealm(), guest)) {
            throw new VerificationException("the guest is gone");
        }
        FormerId.note(context.getAuthenticationSession(), id);
        context.getEvent().detail(DETAIL, id);
    }
}
