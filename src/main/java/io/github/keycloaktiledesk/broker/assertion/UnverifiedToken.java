// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/**
 * A JWT in compact form (RFC 7515 section 7.1), split and parsed, and nothing more: no word of it
 * is proven.
 *
 * @param header the JOSE header
 * @param claims the claims, in the order in which they were sent
 * @param signingInput what was signed
 * @param signature the signature's bytes
 */
public record UnverifiedToken(
        ObjectNode header, ObjectNode claims, String signingInput, byte[] signature) {

    private static final int PARTS = 3;

    /**
     * Parses a token.
     *
     * @param jwt what was sent; may be anything or null
     * @return the token, or empty where it is no signed JWT
     */
    public static Optional<UnverifiedToken> parse(String jwt) {
        String[] parts = jwt == null ? new String[0] : jwt.split("\\.", PARTS + 1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new UnverifiedToken(
                            TokenPart.json(parts[0]),
                            TokenPart.json(parts[1]),
                            parts[0] + '.' + parts[1],
                            TokenPart.bytes(parts[2])));
        } catch (IOException e) {
            // Said to nobody: what was sent may hold anything.
            return Optional.empty();
        }
    }

    /**
     * The claim that decides whose token this is.
     *
     * @return {@code aud}, or null where it is absent, null or an empty text
     */
    public JsonNode audience() {
        JsonNode aud = claims.get("aud");
        return aud == null || aud.isNull() || (aud.isTextual() && aud.textValue().isEmpty())
                ? null
                : aud;
    }
}
