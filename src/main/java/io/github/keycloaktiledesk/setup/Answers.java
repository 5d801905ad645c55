// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.setup.health.Finding;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.keycloak.util.JsonSerialization;

/** The shapes of the answers. */
final class Answers {

    private Answers() {}

    /** JSON that no cache keeps: a secret may be in it. */
    static Response of(int status, ObjectNode body) {
        return Response.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .type("application/json; charset=utf-8")
                .entity(body.toString())
                .build();
    }

    /** The text twice: as all our errors have it, and where {@code kcadm.sh} looks for it. */
    static ObjectNode error(String message) {
        return JsonSerialization.createObjectNode()
                .put("success", false)
                .put("msg", message)
                .put("errorMessage", message);
    }

    static ObjectNode success() {
        return JsonSerialization.createObjectNode().put("success", true);
    }

    static ObjectNode findings(List<Finding> findings) {
        ObjectNode body = success();
        ArrayNode list = body.putArray("findings");
        findings.forEach(finding -> list.add(toJson(finding)));
        return body;
    }

    static ObjectNode toJson(Finding finding) {
        return JsonSerialization.createObjectNode()
                .put("part", finding.part())
                .put("state", finding.state().text())
                .put("text", finding.text())
                .put("path", finding.path());
    }

    static ObjectNode toJson(Outcome outcome) {
        ObjectNode json =
                JsonSerialization.createObjectNode()
                        .put("part", outcome.part())
                        .put("name", outcome.name());
        if (!outcome.text().isEmpty()) {
            json.put("text", outcome.text());
        }
        return json;
    }
}
