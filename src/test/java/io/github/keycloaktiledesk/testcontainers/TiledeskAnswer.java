// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.testcontainers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.Optional;

/**
 * What a call was answered.
 *
 * @param status the HTTP status
 * @param headers the HTTP headers
 * @param body the body, Tiledesk's JSON
 */
public record TiledeskAnswer(int status, HttpHeaders headers, String body) {

    /** What stands before a token, in answers and in requests. */
    static final String SCHEME = "JWT ";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The token, a JWT of the realm.
     *
     * @return the token without Tiledesk's prefix {@code JWT }
     * @throws AssertionError if nobody was signed in, with the answer
     */
    public String token() {
        String token = json().path("token").asText();
        if (!token.startsWith(SCHEME)) {
            throw new AssertionError("No token, but " + this);
        }
        return token.substring(SCHEME.length());
    }

    /**
     * Whoever was signed in.
     *
     * @return the fields of {@code user}, in the order as sent
     * @throws AssertionError if nobody was signed in, with the answer
     */
    @SuppressWarnings("unchecked")
    public Map<String, Object> user() {
        JsonNode user = json().path("user");
        if (!user.isObject()) {
            throw new AssertionError("No user, but " + this);
        }
        return JSON.convertValue(user, Map.class);
    }

    /**
     * Why nobody was signed in.
     *
     * @return {@code msg}, which only errors have
     */
    public Optional<String> message() {
        return Optional.ofNullable(json().path("msg").textValue());
    }

    private JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + this, e);
        }
    }
}
