package io.github.keycloaktiledesk.broker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.keycloak.common.VerificationException;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.JavaAlgorithm;
import org.keycloak.crypto.KeyType;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.MacSignatureVerifierContext;

/**
 * Verifies a custom JWT against the settings of one identity provider, in the order of RFC 8725:
 * algorithm (section 3.1), key (3.5), signature (3.3), audience (3.9), time. It knows no session
 * and no database.
 *
 * @param algorithms the algorithms that the provider allows
 * @param secret the project's shared secret
 * @param legacySecret whether the secret may be shorter than the algorithm's hash
 * @param audience the one audience that a token must name
 * @param clockSkew seconds by which clocks may differ
 * @param maxLifetime seconds that a token may live
 */
record CustomTokenVerifier(
        Set<String> algorithms,
        byte[] secret,
        boolean legacySecret,
        String audience,
        long clockSkew,
        long maxLifetime) {

    /** RFC 7518 section 3.2: a key of at least the size of the hash output, in bytes. */
    private static final Map<String, Integer> KEY_SIZES =
            Map.of(Algorithm.HS256, 32, Algorithm.HS384, 48, Algorithm.HS512, 64);

    private static final int SHORTEST_SECRET = 32;

    /** Seconds since the epoch beyond which no date of ours lies; keeps sums from overflowing. */
    private static final long LATEST = 100_000_000_000L;

    /**
     * Verifies a token.
     *
     * @param token the token as it came
     * @param now seconds since the epoch
     * @return what the token says
     * @throws VerificationException if it is not valid; the message is for admins and repeats
     *     nothing that was sent
     */
    CustomerClaims verify(UnverifiedToken token, long now) throws VerificationException {
        checkSignature(token, algorithm(token.header()));
        ObjectNode claims = token.claims();
        if (!ProjectAudience.single(claims.get("aud")).filter(audience::equals).isPresent()) {
            throw new VerificationException("aud is not the provider's audience");
        }
        checkTime(claims, now);
        return CustomerClaims.of(claims);
    }

    private String algorithm(ObjectNode header) throws VerificationException {
        String algorithm = header.path("alg").asText("");
        if (!algorithms.contains(algorithm) || !KEY_SIZES.containsKey(algorithm)) {
            throw new VerificationException("algorithm not allowed");
        }
        if (header.has("crit") || header.has("b64")) {
            throw new VerificationException("critical header parameters are not understood");
        }
        if (secret.length < (legacySecret ? SHORTEST_SECRET : KEY_SIZES.get(algorithm))) {
            throw new VerificationException("the provider's secret is too short for " + algorithm);
        }
        return algorithm;
    }

    private void checkSignature(UnverifiedToken token, String algorithm)
            throws VerificationException {
        KeyWrapper key = new KeyWrapper();
        key.setAlgorithm(algorithm);
        key.setType(KeyType.OCT);
        key.setUse(KeyUse.SIG);
        key.setSecretKey(new SecretKeySpec(secret, JavaAlgorithm.getJavaAlgorithm(algorithm)));
        byte[] signed = token.signingInput().getBytes(StandardCharsets.US_ASCII);
        if (!new MacSignatureVerifierContext(key).verify(signed, token.signature())) {
            throw new VerificationException("wrong signature");
        }
    }

    private void checkTime(ObjectNode claims, long now) throws VerificationException {
        if (!claims.hasNonNull("exp")) {
            throw new VerificationException("exp is missing");
        }
        long expiration = seconds(claims, "exp", 0);
        long issued = seconds(claims, "iat", now);
        if (now >= expiration + clockSkew) {
            throw new VerificationException("expired");
        }
        if (seconds(claims, "nbf", 0) > now + clockSkew) {
            throw new VerificationException("not yet valid");
        }
        if (issued > now + clockSkew) {
            throw new VerificationException("issued in the future");
        }
        if (expiration - issued > maxLifetime) {
            throw new VerificationException("lives longer than the provider allows");
        }
    }

    private static long seconds(ObjectNode claims, String name, long absent)
            throws VerificationException {
        JsonNode claim = claims.get(name);
        if (claim == null || claim.isNull()) {
            return absent;
        }
        if (!claim.isNumber()
                || !claim.canConvertToLong()
                || claim.longValue() < 0
                || claim.longValue() > LATEST) {
            throw new VerificationException(name + " is no date");
        }
        return claim.longValue();
    }
}
