// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.keys;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.outgoing.OutgoingException;
import io.github.keycloaktiledesk.text.StrictJson;
import java.io.IOException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.jose.jwk.JWK;
import org.keycloak.jose.jwk.JWKParser;
import org.keycloak.util.JsonSerialization;

/**
 * Reads a JWKS (RFC 7517 section 5). Keycloak's own {@code JWKSUtils} knows neither {@code key_ops}
 * nor a private key from a public one.
 */
final class JwksReader {

    private JwksReader() {}

    /**
     * Reads what a site publishes: keys that are not for us are left out (section 5).
     *
     * @throws OutgoingException if it is no JWKS; the message repeats nothing of it
     */
    static List<KeyWrapper> fetched(byte[] json) throws OutgoingException {
        JsonNode set = parse(json);
        if (!set.path("keys").isArray()) {
            throw new OutgoingException("the answer is no JWKS");
        }
        List<KeyWrapper> keys = new ArrayList<>();
        for (JsonNode jwk : set.get("keys")) {
            try {
                read(jwk).ifPresent(keys::add);
            } catch (IllegalArgumentException e) {
                // Broken or of a kind that we do not know; others may serve.
            }
        }
        return keys;
    }

    /** Reads what an admin has pasted, of which every key must be good. */
    static List<KeyWrapper> pasted(String json) {
        JsonNode set;
        try {
            set = StrictJson.read(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("JSON that cannot be read");
        }
        List<KeyWrapper> keys = new ArrayList<>();
        for (JsonNode jwk : set.has("keys") ? set.get("keys") : List.of(set)) {
            read(jwk).ifPresent(keys::add);
        }
        return keys;
    }

    private static JsonNode parse(byte[] json) throws OutgoingException {
        try {
            return StrictJson.read(json);
        } catch (IOException e) {
            throw new OutgoingException("the answer is no JSON");
        }
    }

    /** The key, or empty where it is for something else than signatures. */
    private static Optional<KeyWrapper> read(JsonNode node) {
        if (node.has("d") || node.has("k")) {
            throw new IllegalArgumentException("a private or secret key belongs to the site only");
        }
        JWK jwk;
        PublicKey key;
        try {
            jwk = JsonSerialization.mapper.treeToValue(node, JWK.class);
            if (!isForSignatures(jwk, node.path("key_ops"))) {
                return Optional.empty();
            }
            key = JWKParser.create(jwk).toPublicKey();
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("a JWK that cannot be read");
        }
        KeyWrapper wrapper = PublicKeyKind.wrap(key);
        wrapper.setKid(jwk.getKeyId());
        wrapper.setAlgorithm(jwk.getAlgorithm());
        return Optional.of(wrapper);
    }

    private static boolean isForSignatures(JWK jwk, JsonNode operations) {
        boolean verifies = operations.isMissingNode();
        for (JsonNode operation : operations) {
            verifies |= "verify".equals(operation.asText());
        }
        return verifies
                && (jwk.getPublicKeyUse() == null
                        || KeyUse.SIG.getSpecName().equals(jwk.getPublicKeyUse()));
    }
}
