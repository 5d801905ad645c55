// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer that a case asks for.
 *
 * @param status the HTTP status
 * @param headers the HTTP headers
 * @param body the JSON body, or null
 * @param text where there is no JSON body: the body
 */
record Expected(int status, Map<String, String> headers, JsonNode body, String text) {

    /** What the recorded server answered, with the fields that we always add. */
    static Expected recorded(ContractCase recorded) {
        ContractCase.Response response = recorded.response();
        return new Expected(
                response.status(),
                headers(response.headers()),
                OurFields.added(recorded),
                response.text());
    }

    /** What we answer instead. */
    static Expected ours(ContractCase recorded, Difference difference) {
        Map<String, String> headers = new LinkedHashMap<>();
        JsonNode body = null;
        String text = "";
        if (recorded.response() != null) {
            headers.putAll(recorded.response().headers());
            body = OurFields.added(recorded);
            text = recorded.response().text();
        }
        if (difference.headers() != null) {
            headers.putAll(difference.headers());
        }
        if (difference.body() != null) {
            body = difference.body();
        } else if (difference.msg() != null) {
            body =
                    Resources.JSON
                            .createObjectNode()
                            .put("success", false)
                            .put("msg", difference.msg());
        } else if (difference.changes() != null) {
            body = changed(body, difference.changes());
        }
        if (body != null) {
            headers.put("content-type", "application/json; charset=utf-8");
        }
        return new Expected(difference.status(), headers(headers), body, text);
    }

    /** What every answer has, besides. */
    private static Map<String, String> headers(Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("access-control-allow-origin", "*");
        all.put("cache-control", "no-store");
        return all;
    }

    private static JsonNode changed(JsonNode body, Map<String, JsonNode> changes) {
        JsonNode changed = body.deepCopy();
        changes.forEach(
                (path, value) -> {
                    JsonPointer pointer = JsonPointer.compile(path);
                    ObjectNode parent = (ObjectNode) changed.at(pointer.head());
                    parent.set(pointer.last().getMatchingProperty(), value);
                });
        return changed;
    }
}
