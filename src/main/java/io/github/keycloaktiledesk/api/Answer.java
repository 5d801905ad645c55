// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.keycloak.util.JsonSerialization;

/**
 * An answer in Tiledesk's shape.
 *
 * @param status HTTP status
 * @param body the JSON object, or null for a preflight
 * @param retryAfter the header {@code Retry-After}, or null
 */
record Answer(int status, ObjectNode body, String retryAfter) {

    /** Methods that a path of a call knows. */
    private static final String ALLOW = "POST, OPTIONS";

    static Answer signedIn(String token, ObjectNode user, boolean admin) {
        ObjectNode body = JsonSerialization.createObjectNode();
        body.put("success", true).put("token", "JWT " + token).set("user", user);
        if (admin) {
            body.put("role", "admin");
        }
        return new Answer(200, body, null);
    }

    static Answer error(int status, String message) {
        return error(status, message, null);
    }

    static Answer error(int status, String message, String retryAfter) {
        return new Answer(
                status,
                JsonSerialization.createObjectNode().put("success", false).put("msg", message),
                retryAfter);
    }

    /** Not now; soon again perhaps. */
    static Answer unavailable() {
        return error(503, "Temporarily unavailable", "5");
    }

    /**
     * What the recorded server's validator answers, and the two fields that every error of ours
     * has.
     */
    static Answer invalid(List<InvalidField> fields) {
        Answer answer = error(422, InvalidField.MESSAGE);
        fields.forEach(field -> answer.body().withArray("errors").add(field.toJson()));
        return answer;
    }

    static Answer preflight() {
        return new Answer(204, null, null);
    }

    /**
     * A field of a body that a call cannot take.
     *
     * @param name the field
     * @param value what stands there, or null to leave it out
     */
    record InvalidField(String name, JsonNode value) {

        private static final String MESSAGE = "Invalid value";

        private JsonNode toJson() {
            ObjectNode error = JsonSerialization.createObjectNode();
            if (value != null) {
                error.set("value", value);
            }
            return error.put("msg", MESSAGE).put("param", name).put("location", "body");
        }
    }

    Response toResponse(CrossOrigin origins) {
        Response.ResponseBuilder response =
                Response.status(status).header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (status == Response.Status.METHOD_NOT_ALLOWED.getStatusCode()) {
            response.header(HttpHeaders.ALLOW, ALLOW);
        }
        if (retryAfter != null) {
            response.header(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        if (body != null) {
            response.type("application/json; charset=utf-8").entity(body.toString());
        }
        origins.addTo(response, body == null);
        return response.build();
    }
}
