// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.call.Trouble;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.keycloak.representations.idm.ErrorRepresentation;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/**
 * Why a call has failed, as the caller is told.
 *
 * @param status HTTP status
 * @param body the error, in the shape of all our errors
 */
record Failure(int status, ObjectNode body) {

    /**
     * Reads an exception.
     *
     * @throws RuntimeException the same, where it is nobody's mistake: Keycloak answers 500 and
     *     logs it
     */
    static Failure of(RuntimeException exception) {
        if (exception instanceof SetupException mistake) {
            return new Failure(mistake.status(), mistake.body());
        }
        if (exception instanceof WebApplicationException keycloak) {
            Response response = keycloak.getResponse();
            return new Failure(response.getStatus(), Answers.error(message(response)));
        }
        return switch (Trouble.of(exception)) {
            case CLASH ->
                    failure(
                            Response.Status.CONFLICT,
                            "Somebody changes the same at this moment: try again");
            case UNAVAILABLE ->
                    failure(
                            Response.Status.SERVICE_UNAVAILABLE,
                            "The database does not answer: try again");
            case OTHER -> throw exception;
        };
    }

    private static Failure failure(Response.Status status, String message) {
        return new Failure(status.getStatusCode(), Answers.error(message));
    }

    private static String message(Response response) {
        Object entity = response.getEntity();
        if (entity instanceof ErrorRepresentation error) {
            return error.getErrorMessage();
        }
        if (entity instanceof OAuth2ErrorRepresentation error) {
            return error.getErrorDescription() == null
                    ? error.getError()
                    : error.getErrorDescription();
        }
        return response.getStatusInfo().getReasonPhrase();
    }

    Response toResponse() {
        return Answers.of(status, body);
    }
}
