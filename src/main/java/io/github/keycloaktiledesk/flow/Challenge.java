package io.github.keycloaktiledesk.flow;

import io.github.keycloaktiledesk.call.CallParameters;
import io.github.keycloaktiledesk.call.Refusal;
import io.github.keycloaktiledesk.call.TiledeskCall;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.AuthenticationFlowException;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.authentication.authenticators.directgrant.ValidateOTP;
import org.keycloak.events.Errors;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * What a flow that signs nobody in comes to for the caller, and for the event where no step has
 * written one. Steps of Keycloak speak OAuth; texts of theirs that would tell a known user from an
 * unknown one are not passed on.
 *
 * @param status HTTP status
 * @param message for the caller
 * @param eventError error code of the event
 * @param reason reason of the event
 */
record Challenge(int status, String message, String eventError, String reason) {

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

    static Challenge read(
            Response challenge,
            TiledeskCall call,
            AuthenticationSessionModel authSession,
            MultivaluedMap<String, String> form) {
        if (challenge.getEntity() instanceof Refusal.Body body) {
            Refusal refusal = body.refusal();
            return new Challenge(
                    refusal.status().getStatusCode(),
                    refusal.message(),
                    refusal.eventError(),
                    refusal.reason());
        }
        int status = challenge.getStatus();
        if (!(challenge.getEntity() instanceof OAuth2ErrorRepresentation error)) {
            String reason = "a step wants to show a page";
            return call == TiledeskCall.SIGNIN
                    ? new Challenge(401, INTERACTION_REQUIRED, Errors.INVALID_REQUEST, reason)
                    : new Challenge(403, INTERACTION_REQUIRED, Errors.INVALID_REQUEST, reason);
        }
        if (status != 400 && status != 401) {
            String message = Optional.ofNullable(error.getErrorDescription()).orElse(NOT_ENABLED);
            return new Challenge(
                    Math.max(status, 400), message, Errors.NOT_ALLOWED, error.getError());
        }
        if (call != TiledeskCall.SIGNIN) {
            // A step that asks for a password: the client's flow has no branch for this call.
            return new Challenge(403, NOT_ENABLED, Errors.NOT_ALLOWED, error.getError());
        }
        String message =
                isOtp(authSession)
                        ? (form.containsKey(CallParameters.OTP) ? WRONG_CODE : CODE_REQUIRED)
                        : WRONG_PASSWORD;
        return new Challenge(401, message, Errors.INVALID_USER_CREDENTIALS, error.getError());
    }

    static Challenge read(AuthenticationFlowException exception, TiledeskCall call) {
        AuthenticationFlowError error = exception.getError();
        if (error == AuthenticationFlowError.UNKNOWN_USER) {
            return new Challenge(
                    403, NOT_ENABLED, Errors.NOT_ALLOWED, "no branch of the flow has found a user");
        }
        if (call != TiledeskCall.SIGNIN) {
            return new Challenge(403, NOT_ENABLED, Errors.NOT_ALLOWED, String.valueOf(error));
        }
        return error == AuthenticationFlowError.CREDENTIAL_SETUP_REQUIRED
                ? new Challenge(
                        401,
                        NOT_SET_UP,
                        Errors.RESOLVE_REQUIRED_ACTIONS,
                        "a credential is not set up")
                : new Challenge(
                        401,
                        WRONG_PASSWORD,
                        Errors.INVALID_USER_CREDENTIALS,
                        String.valueOf(error));
    }

    private static boolean isOtp(AuthenticationSessionModel authSession) {
        String id =
                authSession.getAuthNote(AuthenticationProcessor.CURRENT_AUTHENTICATION_EXECUTION);
        AuthenticationExecutionModel execution =
                authSession.getRealm().getAuthenticationExecutionById(id);
        return execution != null && ValidateOTP.PROVIDER_ID.equals(execution.getAuthenticator());
    }
}
