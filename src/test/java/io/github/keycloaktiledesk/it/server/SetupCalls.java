// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Calls of a realm's setup. */
public final class SetupCalls {

    private static final String PATH = "/tiledesk/setup";
    private static final String AUTHORIZATION = "Authorization";
    private static final String BEARER = "Bearer ";
    private static final byte[] NO_BODY = {};

    private final Calls calls;
    private final String token;

    private SetupCalls(TestRealm realm, String token) {
        String base = realm.url().toString().replace("/realms/", "/admin/realms/");
        this.calls = new Calls(URI.create(base));
        this.token = token;
    }

    /** Calls by the master realm's administrator, on the server that all tests share. */
    public static SetupCalls of(TestRealm realm) {
        return by(realm, KeycloakServer.get().admin().tokenManager().getAccessTokenString());
    }

    /** Calls by whomever the token is for. */
    public static SetupCalls by(TestRealm realm, String token) {
        return new SetupCalls(realm, token);
    }

    /** Sets the realm up. */
    public Answer make(Map<String, ?> body) {
        return make(new ObjectMapper().valueToTree(body).toString());
    }

    /** Sends anything to set the realm up. */
    public Answer make(String body) {
        return make(body, "application/json");
    }

    /** Sends anything of any type to set the realm up. */
    public Answer make(String body, String type) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Answer answer =
                calls.send(
                        "POST",
                        PATH,
                        bytes.length == 0
                                ? Map.of(AUTHORIZATION, BEARER + token)
                                : Map.of(AUTHORIZATION, BEARER + token, "Content-Type", type),
                        bytes);
        // It shows the secrets that were made.
        LogSearch.SECRETS.addBody(answer.text());
        return answer;
    }

    /** Asks how the realm is. */
    public Answer report() {
        return send("GET");
    }

    /** Takes the setup away. */
    public Answer remove() {
        return send("DELETE");
    }

    private Answer send(String method) {
        return calls.send(method, PATH, Map.of(AUTHORIZATION, BEARER + token), NO_BODY);
    }

    /** The names of the parts in one of an answer's lists, with what kind they are. */
    public static List<String> parts(Answer answer, String list) {
        return elements(answer, list).stream()
                .map(node -> node.path("part").asText() + ' ' + node.path("name").asText())
                .toList();
    }

    /** The findings of a report in a state, each with its part. */
    public static List<String> findings(Answer report, String state) {
        return elements(report, "findings").stream()
                .filter(node -> state.equals(node.path("state").asText()))
                .map(node -> node.path("part").asText() + ": " + node.path("text").asText())
                .toList();
    }

    private static List<JsonNode> elements(Answer answer, String list) {
        JsonNode array = answer.json().path(list);
        if (!array.isArray()) {
            throw new AssertionError("No list " + list + " in " + answer);
        }
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
