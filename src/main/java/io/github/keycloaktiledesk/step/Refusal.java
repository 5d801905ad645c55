// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.step;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/**
 * How a sign-in is refused: an OAuth error (RFC 6749 section 5.2) for the caller, and the plain
 * reason for the event, which only admins see.
 *
 * @param status the HTTP status
 * @param error the OAuth error code
 * @param message what the caller is told
 * @param eventError the error code of the event, from {@link org.keycloak.events.Errors}
 * @param reason the event's reason; never a secret, a token or a claim
 * @param retryAfter the header {@code Retry-After} (RFC 9110 section 10.2.3), or null
 * @param fields the fields of the call that cannot be taken; mostly none
 */
public record Refusal(
        int status,
        String error,
        String message,
        String eventError,
        String reason,
        String retryAfter,
        List<String> fields) {

    /**
     * A refusal that names no field.
     *
     * @param status the HTTP status
     * @param error the OAuth error code
     * @param message what the caller is told
     * @param eventError the error code of the event
     * @param reason the event's reason
     * @param retryAfter the header {@code Retry-After}, or null
     */
    public Refusal(
            int status,
            String error,
            String message,
            String eventError,
            String reason,
            String retryAfter) {
        this(status, error, message, eventError, reason, retryAfter, List.of());
    }

    /**
     * A refusal without a time to come back.
     *
     * @param status the HTTP status
     * @param error the OAuth error code
     * @param message what the caller is told
     * @param eventError the error code of the event
     * @param reason the event's reason
     */
    public Refusal(int status, String error, String message, String eventError, String reason) {
        this(status, error, message, eventError, reason, null);
    }

    /**
     * Refuses a token without telling the caller why.
     *
     * @param eventError the error code of the event
     * @param reason the event's reason
     * @return 401 with Tiledesk's plain {@code Unauthorized}
     */
    public static Refusal unauthorized(String eventError, String reason) {
        return new Refusal(401, "invalid_token", "Unauthorized", eventError, reason);
    }

    /**
     * Refuses what the realm's configuration does not allow.
     *
     * @param message what the caller is told
     * @param eventError the error code of the event
     * @param reason the event's reason
     * @return 403
     */
    public static Refusal forbidden(String message, String eventError, String reason) {
        return new Refusal(403, "access_denied", message, eventError, reason);
    }

    /**
     * Refuses a sign-in that would clash with another user, or that needs a screen.
     *
     * @param message what the caller is told
     * @param eventError the error code of the event
     * @param reason the event's reason
     * @return 409
     */
    public static Refusal conflict(String message, String eventError, String reason) {
        return new Refusal(409, "access_denied", message, eventError, reason);
    }

    /**
     * Refuses fields that are larger than the step's settings allow.
     *
     * @param fields their names in the call's body
     * @param reason the event's reason; without what was sent
     * @return 422
     */
    public static Refusal invalidFields(List<String> fields, String reason) {
        return new Refusal(
                422,
                "invalid_request",
                "Invalid value",
                Errors.INVALID_REQUEST,
                reason,
                null,
                List.copyOf(fields));
    }

    /**
     * Ends the running flow with this refusal. It is a challenge, not a failure: only wrong
     * passwords and codes count for brute-force protection.
     *
     * @param context the step's context
     */
    public void end(AuthenticationFlowContext context) {
        record(context.getEvent());
        context.forceChallenge(
                Response.status(status)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(new Body(this))
                        .build());
    }

    /**
     * Makes a page that shows this refusal say so to programs too.
     *
     * @param page what people see
     * @return the page with the status of this refusal, and with {@code Retry-After} where it has
     *     one
     */
    public Response on(Response page) {
        Response.ResponseBuilder answer = Response.fromResponse(page).status(status);
        if (retryAfter != null) {
            answer.header(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        return answer.build();
    }

    /**
     * Writes the error event of this refusal, unless a step has written one for this call already.
     *
     * @param event the event of the call
     */
    public void record(EventBuilder event) {
        if (!event.getEvent().getType().name().endsWith("_ERROR")) {
            event.detail(Details.REASON, reason).error(eventError);
        }
    }

    /**
     * The error object on the wire; its type tells our refusals from the challenges of other steps.
     */
    public static final class Body extends OAuth2ErrorRepresentation {

        private final Refusal refusal;

        Body(Refusal refusal) {
            super(refusal.error(), refusal.message());
            this.refusal = refusal;
        }

        /**
         * What this body was made of.
         *
         * @return the refusal
         */
        public Refusal refusal() {
            return refusal;
        }
    }
}
