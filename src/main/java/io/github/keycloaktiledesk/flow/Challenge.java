// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.flow;

import io.github.keycloaktiledesk.call.CallParameters;
import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.step.ForeignChallenge;
import io.github.keycloaktiledesk.step.Refusal;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.AuthenticationFlowException;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.authentication.authenticators.directgrant.ValidateOTP;
import org.keycloak.events.Errors;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Reads how a flow says no. Steps of Keycloak and of others speak OAuth or show a page; texts that
 * would tell a known user from an unknown one are not passed on.
 */
final class Challenge {

    /**
     * Recorded text of Tiledesk's; the same for every e-mail and password that do not belong
     * together.
     */
    private static final String WRONG_PASSWORD = "Authentication failed. Wrong password.";

    private static final String CODE_REQUIRED = "Authentication failed. One-time code required.";
    private static final String WRONG_CODE = "Authentication failed. Wrong one-time code.";
    private static final String NOT_SET_UP = "Account is not fully set up";
    private static final String NOT_ENABLED = "This sign-in is not enabled";
    private static final String INTERACTION_REQUIRED = "Interaction required";

    private final TiledeskCall call;
    private final MultivaluedMap<String, String> form;
    private final AuthenticationSessionModel authSession;

    Challenge(
            TiledeskCall call,
            MultivaluedMap<String, String> form,
            AuthenticationSessionModel authSession) {
        this.call = call;
        this.form = form;
        this.authSession = authSession;
    }

    Refusal read(Response response) {
        ForeignChallenge challenge = new ForeignChallenge(response);
        return challenge.refusal().orElseGet(() -> askedFor(challenge));
    }

    private Refusal askedFor(ForeignChallenge challenge) {
        if (challenge.isPage()) {
            return refusal(
                    INTERACTION_REQUIRED, Errors.INVALID_REQUEST, "a step wants to show a page");
        }
        // Of any other call a step wants a password only where the flow has no branch for it.
        return call == TiledeskCall.SIGNIN
                ? refusal(wrongCredential(), Errors.INVALID_USER_CREDENTIALS, challenge.error())
                : refusal(NOT_ENABLED, Errors.NOT_ALLOWED, challenge.error());
    }

    Refusal read(AuthenticationFlowException exception) {
        AuthenticationFlowError error = exception.getError();
        if (error == AuthenticationFlowError.UNKNOWN_USER) {
            return Refusal.forbidden(
                    NOT_ENABLED, Errors.NOT_ALLOWED, "no branch of the flow has found a user");
        }
        if (call != TiledeskCall.SIGNIN) {
            return Refusal.forbidden(NOT_ENABLED, Errors.NOT_ALLOWED, String.valueOf(error));
        }
        return error == AuthenticationFlowError.CREDENTIAL_SETUP_REQUIRED
                ? notSetUp("a credential is not set up")
                : refusal(WRONG_PASSWORD, Errors.INVALID_USER_CREDENTIALS, String.valueOf(error));
    }

    static Refusal notSetUp(String reason) {
        return new Refusal(
                401, "invalid_grant", NOT_SET_UP, Errors.RESOLVE_REQUIRED_ACTIONS, reason);
    }

    private Refusal refusal(String message, String eventError, String reason) {
        return call == TiledeskCall.SIGNIN
                ? new Refusal(401, "invalid_grant", message, eventError, reason)
                : Refusal.forbidden(message, eventError, reason);
    }

    private String wrongCredential() {
        String id =
                authSession.getAuthNote(AuthenticationProcessor.CURRENT_AUTHENTICATION_EXECUTION);
        AuthenticationExecutionModel execution =
                authSession.getRealm().getAuthenticationExecutionById(id);
        if (execution == null || !ValidateOTP.PROVIDER_ID.equals(execution.getAuthenticator())) {
            return WRONG_PASSWORD;
        }
        return form.containsKey(CallParameters.OTP) ? WRONG_CODE : CODE_REQUIRED;
    }
}
