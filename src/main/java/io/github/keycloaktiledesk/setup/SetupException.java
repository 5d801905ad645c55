// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;

/** What is wrong with a call; nothing has been written, or will be rolled back. */
final class SetupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<String> missing;

    private SetupException(int status, String message, List<String> missing) {
        super(message);
        this.status = status;
        this.missing = missing;
    }

    static SetupException badRequest(String message) {
        return new SetupException(Status.BAD_REQUEST.getStatusCode(), message, List.of());
    }

    static SetupException of(Status status) {
        return new SetupException(status.getStatusCode(), status.getReasonPhrase(), List.of());
    }

    /** Names the roles of {@code realm-management} of which one each is missing. */
    static SetupException forbidden(List<String> missing) {
        return new SetupException(
                Status.FORBIDDEN.getStatusCode(),
                "Missing permissions: " + String.join(", ", missing),
                missing);
    }

    int status() {
        return status;
    }

    ObjectNode body() {
        ObjectNode body = Answers.error(getMessage());
        if (!missing.isEmpty()) {
            missing.forEach(body.putArray("missing")::add);
        }
        return body;
    }
}
