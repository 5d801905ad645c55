// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.flow;

import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.step.StepAuthenticator;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** The condition {@code tiledesk-call}: a branch of the flow runs for one of Tiledesk's calls. */
final class TiledeskCallCondition implements ConditionalAuthenticator, StepAuthenticator {

    @Override
    public boolean matchCondition(AuthenticationFlowContext context) {
        String branch =
                Optional.ofNullable(context.getAuthenticatorConfig())
                        .map(AuthenticatorConfigModel::getConfig)
                        .map(config -> config.get(TiledeskCallConditionFactory.CALL))
                        .orElse("");
        // Without a call the flow serves the client's ordinary password grant, which is an agent's.
        return TiledeskCall.inProgress(context.getAuthenticationSession())
                .orElse(TiledeskCall.SIGNIN)
                .value()
                .equals(branch);
    }

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        // A condition is asked, never run.
    }

    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return true;
    }
}
