// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.it.contract.ContractCase.Request;
import io.github.keycloaktiledesk.it.server.Answer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends the requests of cases to our server. */
final class Sender {

    private final Map<String, ContractCase> cases;
    private final ContractRealm realm;
    private final TokenMaker tokens;

    Sender(Map<String, ContractCase> cases, ContractRealm realm) {
        this.cases = cases;
        this.realm = realm;
        this.tokens = new TokenMaker(realm);
    }

    /** Sends a case's request, and before it what the case builds upon. */
    Answer send(ContractCase sent, Placeholders placeholders) {
        if (sent.after() != null) {
            for (String id : sent.after()) {
                Answer before = send(cases.get(id).request(), realm.placeholders());
                placeholders.bind("before", before.json().path("user").path("_id"));
            }
        }
        bindToken(sent.request(), placeholders);
        if (sent.disabled() == null) {
            return sendNow(sent.request(), placeholders);
        }
        realm.setEnabled(sent.disabled(), false);
        try {
            return sendNow(sent.request(), placeholders);
        } finally {
            realm.setEnabled(sent.disabled(), true);
        }
    }

    private Answer send(Request request, Placeholders placeholders) {
        bindToken(request, placeholders);
        return sendNow(request, placeholders);
    }

    private void bindToken(Request request, Placeholders placeholders) {
        if (request.token() != null) {
            String token = tokens.make(request.token(), placeholders);
            placeholders.bind("jwt", token).bind("sent", token);
        }
    }

    private Answer sendNow(Request request, Placeholders placeholders) {
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        headers.replaceAll((name, value) -> placeholders.fill(value));
        return realm.calls()
                .send(
                        request.method(),
                        placeholders.fill(request.path()),
                        headers,
                        body(request, placeholders).getBytes(StandardCharsets.UTF_8));
    }

    private static String body(Request request, Placeholders placeholders) {
        if (request.rawBody() != null) {
            return placeholders.fill(request.rawBody());
        }
        if (request.body() == null) {
            return "";
        }
        JsonNode body = placeholders.fill(request.body());
        if (request.bytes() > 0) {
            ((ObjectNode) body).put("padding", "");
            String padding = "x".repeat(request.bytes() - write(body).length());
            ((ObjectNode) body).put("padding", padding);
        }
        return write(body);
    }

    private static String write(JsonNode json) {
        try {
            return Resources.JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
