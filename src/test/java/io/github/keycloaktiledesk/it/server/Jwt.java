// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A token that a server has issued, read but not verified. One in which a name stands twice cannot
 * be read: two readers could understand it in two ways.
 *
 * @param header its header
 * @param claims its claims
 */
public record Jwt(JsonNode header, JsonNode claims) {

    private static final JsonMapper STRICT =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /** Reads a token. */
    public static Jwt of(String token) {
        String[] parts = token.split("\\.");
        return new Jwt(parse(parts[0]), parse(parts[1]));
    }

    /** The claim's text, or null. */
    public String text(String claim) {
        return claims.path(claim).asText(null);
    }

    /** The claim's number, or 0. */
    public long number(String claim) {
        return claims.path(claim).asLong();
    }

    /** Seconds from the token's issue to its end. */
    public long life() {
        return number("exp") - number("iat");
    }

    /** The audiences, in their order. */
    public List<String> audience() {
        JsonNode aud = claims.path("aud");
        return aud.isTextual()
                ? List.of(aud.asText())
                : STRICT.convertValue(aud, new TypeReference<List<String>>() {});
    }

    /** A token with the same claims, to be changed and signed. */
    public CustomToken copy() {
        Map<String, Object> values =
                STRICT.convertValue(claims, new TypeReference<Map<String, Object>>() {});
        return new CustomToken().claims(values);
    }

    private static ObjectNode parse(String part) {
        return strict(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    /** Reads an object in which no name stands twice. */
    public static ObjectNode strict(String json) {
        try {
            return (ObjectNode) STRICT.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON with each name once: " + json, e);
        }
    }
}
