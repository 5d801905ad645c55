// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import org.keycloak.common.VerificationException;

/**
 * What a custom JWT says of itself. Keys that it brings along or points to ({@code jwk}, {@code
 * jku}, {@code x5u} and the like) are passed over (RFC 8725 section 3.10).
 *
 * @param header the JOSE header
 */
record AssertionHeader(ObjectNode header) {

    /** RFC 7515 section 4.1.9: the name of a media type, whose "application/" may be left out. */
    private static final Set<String> JWT = Set.of("jwt", "application/jwt");

    /**
     * The algorithm.
     *
     * @param allowed the algorithms that the provider allows
     * @throws VerificationException if it is none of them
     */
    String algorithm(Set<String> allowed) throws VerificationException {
        JsonNode algorithm = header.path("alg");
        if (!algorithm.isTextual() || !allowed.contains(algorithm.textValue())) {
            throw new VerificationException("algorithm not allowed");
        }
        return algorithm.textValue();
    }

    /**
     * Checks that the claims are what they seem to be.
     *
     * @throws VerificationException if the header gives them another meaning
     */
    void checkMeaning() throws VerificationException {
        if (header.has("crit") || header.has("b64")) {
            throw new VerificationException("critical header parameters are not understood");
        }
        if (header.has("typ") && !isJwt("typ")) {
            // RFC 8725 section 3.11: a token of another type was made for something else.
            throw new VerificationException("typ is not JWT");
        }
        if (isJwt("cty")) {
            // RFC 7519 section 7.2: then the claims are in another token, which these are not.
            throw new VerificationException("nested tokens are not understood");
        }
    }

    /**
     * The key id.
     *
     * @return it, or null
     * @throws VerificationException if it is of a wrong type
     */
    String kid() throws VerificationException {
        JsonNode kid = header.get("kid");
        if (kid != null && !kid.isTextual()) {
            throw new VerificationException("kid is no text");
        }
        return kid == null ? null : kid.textValue();
    }

    private boolean isJwt(String name) {
        JsonNode type = header.path(name);
        return type.isTextual() && JWT.contains(type.textValue().toLowerCase(Locale.ROOT));
    }
}
