// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.keycloak.representations.idm.ErrorRepresentation;
import org.keycloak.services.ErrorResponseException;

/**
 * A mistake in a provider's settings. Keycloak answers an {@code IllegalArgumentException} with its
 * message on a save only; an import, which nobody would know why it failed, it would answer with
 * 500.
 */
final class RefusedSettingsException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    private final String message;

    RefusedSettingsException(String message) {
        super(response(message));
        this.message = message;
    }

    private static Response response(String message) {
        ErrorRepresentation error = new ErrorRepresentation();
        error.setErrorMessage(message);
        return Response.status(Response.Status.BAD_REQUEST)
                .entity(error)
                .type(MediaType.APPLICATION_JSON)
                .build();
    }

    /** For the log of an import when the server starts. */
    @Override
    public String getMessage() {
        return message;
    }
}
