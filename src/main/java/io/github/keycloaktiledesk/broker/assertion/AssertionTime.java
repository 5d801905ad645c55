// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.keycloak.common.VerificationException;

/**
 * When a custom JWT is valid (RFC 7519 sections 4.1.4 to 4.1.6), and that not for too long.
 *
 * @param rules what the provider demands
 * @param claims the token's claims
 */
record AssertionTime(AssertionRules rules, ObjectNode claims) {

    /** Seconds since the epoch beyond which no date of ours lies; keeps sums from overflowing. */
    private static final BigDecimal LATEST = BigDecimal.valueOf(100_000_000_000L);

    private static final BigDecimal NEVER = BigDecimal.ONE.negate();

    /**
     * Checks a token's dates.
     *
     * @param now seconds since the epoch
     * @return seconds since the epoch at which the token ends, without any clock skew
     * @throws VerificationException if it is not valid now, or for longer than allowed
     */
    long check(long now) throws VerificationException {
        long issued = seconds("iat", now);
        long expiration = expiration(issued);
        if (claims.hasNonNull("iat") && expiration < issued) {
            throw new VerificationException("exp is before iat");
        }
        if (now >= expiration + rules.clockSkew()) {
            throw new VerificationException("expired");
        }
        if (seconds("nbf", 0) > now + rules.clockSkew()) {
            throw new VerificationException("not yet valid");
        }
        if (issued > now + rules.clockSkew()) {
            throw new VerificationException("issued in the future");
        }
        if (expiration - issued > rules.maxLifetime()) {
            throw new VerificationException("lives longer than the provider allows");
        }
        return expiration;
    }

    private long expiration(long issued) throws VerificationException {
        if (claims.hasNonNull("exp")) {
            return seconds("exp", 0);
        }
        if (!rules.expirationOptional()) {
            throw new VerificationException("exp is missing");
        }
        if (!claims.hasNonNull("iat")) {
            throw new VerificationException("exp and iat are missing");
        }
        return issued + rules.maxLifetime();
    }

    /** Fractions are dropped, as those of our own clock are. */
    private long seconds(String name, long absent) throws VerificationException {
        JsonNode claim = claims.get(name);
        if (claim == null || claim.isNull()) {
            return absent;
        }
        BigDecimal date = claim.isNumber() ? claim.decimalValue() : NEVER;
        if (date.signum() < 0 || date.compareTo(LATEST) > 0) {
            throw new VerificationException(name + " is no date");
        }
        return date.longValue();
    }
}
