// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.token;

import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.step.StepAuthenticator;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Details;

/**
 * The step {@code tiledesk-agent-session}: puts the realm's remember-me limits in charge of an
 * agent's session, because no Tiledesk client can ask for that.
 */
final class AgentSessionAuthenticator implements StepAuthenticator {

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        boolean call =
                TiledeskCall.inProgress(context.getAuthenticationSession())
                        .filter(TiledeskCall.SIGNIN::equals)
                        .isPresent();
        if (call
                && context.getRealm().isRememberMe()
                && AgentSessionAuthenticatorFactory.isRememberMe(context)) {
            context.getAuthenticationSession().setAuthNote(Details.REMEMBER_ME, "true");
        }
        context.success();
    }

    @Override
    public boolean requiresUser() {
        return true;
    }
}
