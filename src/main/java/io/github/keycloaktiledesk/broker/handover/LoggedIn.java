// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.handover;

import io.github.keycloaktiledesk.step.RefusedException;
import java.util.Map;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * A customer whom a custom JWT has signed in.
 *
 * @param userId the Keycloak id of the customer's user
 * @param sessionNotes what the customer's session shall note, above all which provider has begun it
 */
record LoggedIn(String userId, Map<String, String> sessionNotes) {

    /** Has the flow go on as this customer. */
    void finish(AuthenticationFlowContext context) throws RefusedException {
        UserModel user = context.getSession().users().getUserById(context.getRealm(), userId);
        if (user == null) {
            throw OwnTransaction.unavailable(
                    Errors.USER_NOT_FOUND, "the customer's user cannot be seen");
        }
        AuthenticationSessionModel login = context.getAuthenticationSession();
        Optional<PushedRequest> pushed = PushedRequest.of(context.getSession(), login);
        if (pushed.isPresent() && !pushed.get().useUp(login)) {
            throw HandOverRequest.invalid("the pushed request has been used or has expired");
        }
        noteIn(login);
        context.getEvent()
                .detail(Details.IDENTITY_PROVIDER, sessionNotes.get(Details.IDENTITY_PROVIDER))
                .detail(
                        Details.IDENTITY_PROVIDER_USERNAME,
                        sessionNotes.get(Details.IDENTITY_PROVIDER_USERNAME));
        context.setUser(user);
        context.success();
    }

    void noteIn(AuthenticationSessionModel authSession) {
        sessionNotes.forEach(authSession::setUserSessionNote);
    }
}
