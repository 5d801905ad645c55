// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.it.server.Calls;

/**
 * The fields that our answers have beyond the recorded ones, wherever they apply: those that
 * Tiledesk's documentation shows of a visitor, and {@code success} and {@code msg} in every error.
 */
final class OurFields {

    private OurFields() {}

    static JsonNode added(ContractCase recorded) {
        JsonNode body = recorded.response().body();
        if (body == null) {
            return null;
        }
        ObjectNode ours = Resources.JSON.createObjectNode();
        if (body.has("errors")) {
            ours.put("success", false).put("msg", "Invalid value");
        }
        ours.setAll((ObjectNode) body.deepCopy());
        if (ours.has("user") && isOfVisitor(recorded.request())) {
            ours.set("user", visitor(body.get("user")));
        }
        return ours;
    }

    private static boolean isOfVisitor(ContractCase.Request request) {
        ContractCase.SignIn before = request.token() == null ? null : request.token().of();
        return request.path().startsWith(Calls.ANONYMOUSLY)
                || (before != null && before.path().equals(Calls.ANONYMOUSLY));
    }

    private static ObjectNode visitor(JsonNode recorded) {
        ObjectNode user = Resources.JSON.createObjectNode();
        recorded.properties()
                .forEach(
                        field -> {
                            user.set(field.getKey(), field.getValue());
                            if (field.getKey().equals("fullName")) {
                                user.put("emailverified", false)
                                        .put("createdAt", "<iso8601>")
                                        .put("updatedAt", "<iso8601>")
                                        .put("__v", 0);
                            }
                        });
        return user;
    }
}
