// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.login;

import io.github.keycloaktiledesk.call.CallParameters;
import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.step.CallStep;
import io.github.keycloaktiledesk.step.RefusedException;
import io.github.keycloaktiledesk.token.TokenLifetime;
import io.github.keycloaktiledesk.token.TokenPlan;
import io.github.keycloaktiledesk.user.UserKind;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.models.UserModel;

/** The step {@code tiledesk-custom-token}: a custom JWT becomes a customer of the realm. */
final class CustomTokenAuthenticator extends CallStep {

    CustomTokenAuthenticator() {
        super(TiledeskCall.CUSTOM_TOKEN);
    }

    @Override
    protected void run(AuthenticationFlowContext context) throws RefusedException {
        CustomTokenLogin login =
                CustomTokenLogin.begin(
                        context,
                        context.getHttpRequest()
                                .getDecodedFormParameters()
                                .getFirst(CallParameters.ASSERTION));
        UserModel user = login.signIn();
        // An existing user keeps the session that an agent has; a customer's site never ends one.
        if (UserKind.of(user) == UserKind.CUSTOMER) {
            TokenPlan.statelessFor(TokenLifetime.seconds(context.getAuthenticatorConfig()))
                    .announce(context.getSession());
        }
        FormerGuest.takeOver(context, user);
        login.useUp();
        context.success();
    }
}
