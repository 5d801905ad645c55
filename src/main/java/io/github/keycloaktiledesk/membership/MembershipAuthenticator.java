// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.membership;

import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.step.StepAuthenticator;
import io.github.keycloaktiledesk.user.UserAttributes;
import io.github.keycloaktiledesk.user.UserKind;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.models.UserModel;

/**
 * The step {@code tiledesk-membership}. It only plans: Tiledesk is called when the sign-in has been
 * committed. It never stands in the way of a sign-in that is none of its business; where no step
 * has found a user, the flow itself refuses.
 */
final class MembershipAuthenticator implements StepAuthenticator {

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        TiledeskCall.inProgress(context.getAuthenticationSession())
                .ifPresent(call -> plan(context, call));
        context.success();
    }

    private static void plan(AuthenticationFlowContext context, TiledeskCall call) {
        UserModel user = context.getUser();
        if (user == null || UserKind.of(user) == UserKind.AGENT) {
            return;
        }
        // Stored at the visitor's sign-in, or the one of the customer's provider: no request that
        // comes later names another.
        String project = user.getFirstAttribute(UserAttributes.PROJECT);
        if (project != null && !Members.includes(user, project)) {
            new Membership(
                            new Candidate(call, user.getId(), project),
                            MembershipConfig.of(context.getAuthenticatorConfig()))
                    .announce(context.getSession());
        }
    }
}
