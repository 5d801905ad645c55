// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.tiledesk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import java.net.URI;
import java.util.Map;

/** Tiledesk's API as whoever holds a token calls it. */
public final class TiledeskApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Calls calls;
    private final String authorization;

    /**
     * The API.
     *
     * @param base the URL that clients are given: Tiledesk's own, or a proxy's
     * @param token without {@code JWT }
     */
    public TiledeskApi(URI base, String token) {
        this.calls = new Calls(base);
        this.authorization = "JWT " + token;
    }

    /** Comes back with the token: for Tiledesk, this makes the caller a user of the project. */
    public Answer join(String project) {
        return post(Calls.CUSTOM_TOKEN, Map.of("id_project", project));
    }

    /** Sends a message; the first one makes the request (Tiledesk's word for a conversation). */
    public Answer send(String project, String request, String text) {
        return post("/" + project + "/requests/" + request + "/messages", Map.of("text", text));
    }

    /** The project's requests, which its agents may see. */
    public Answer requests(String project) {
        return get("/" + project + "/requests");
    }

    /** Gets what a path holds. */
    public Answer get(String path) {
        return calls.send("GET", path, Map.of("Authorization", authorization), new byte[0]);
    }

    /** Posts JSON. */
    public Answer post(String path, Object body) {
        Map<String, String> headers =
                Map.of("Authorization", authorization, "Content-Type", "application/json");
        try {
            return calls.post(path, headers, JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
