// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.keycloak.common.VerificationException;
import org.keycloak.crypto.KeyWrapper;

/**
 * Verifies a custom JWT, in the order of RFC 8725: algorithm (section 3.1), key (3.5), signature
 * (3.3), audience (3.9), issuer (3.8), time, identity. It knows no session and no database.
 *
 * @param rules what the provider demands
 * @param keys the provider's keys
 */
public record AssertionVerifier(AssertionRules rules, VerificationKeys keys) {

    /**
     * Verifies a token.
     *
     * @param token the token as it came
     * @param now seconds since the epoch
     * @return what the token says
     * @throws VerificationException if it is not valid; the message is for admins and repeats
     *     nothing that was sent
     */
    public Assertion verify(UnverifiedToken token, long now) throws VerificationException {
        checkSignature(token);
        ObjectNode claims = token.claims();
        if (AssertionAudience.single(claims.get("aud"))
                .filter(rules.audiences()::contains)
                .isEmpty()) {
            throw new VerificationException("aud is not the provider's audience");
        }
        checkIssuer(claims);
        long expiration = new AssertionTime(rules, claims).check(now);
        return new Assertion(customer(claims), claims, tokenId(claims), expiration);
    }

    private void checkSignature(UnverifiedToken token) throws VerificationException {
        AssertionHeader header = new AssertionHeader(token.header());
        String algorithm = header.algorithm(rules.algorithms());
        header.checkMeaning();
        byte[] signed = token.signingInput().getBytes(StandardCharsets.US_ASCII);
        for (KeyWrapper key : keys.fitting(algorithm, header.kid())) {
            if (AssertionSignature.isGood(key, signed, token.signature())) {
                return;
            }
        }
        throw new VerificationException("wrong signature");
    }

    private void checkIssuer(ObjectNode claims) throws VerificationException {
        JsonNode issuer = claims.path("iss");
        if (!rules.issuers().isEmpty()
                && !(issuer.isTextual() && rules.issuers().contains(issuer.textValue()))) {
            throw new VerificationException("iss is not an accepted issuer");
        }
    }

    private CustomerClaims customer(ObjectNode claims) throws VerificationException {
        CustomerClaims customer = CustomerClaims.of(claims);
        if (!customer.id().startsWith(rules.idPrefix())) {
            throw new VerificationException("_id does not begin with the project id");
        }
        return customer;
    }

    private String tokenId(ObjectNode claims) throws VerificationException {
        JsonNode tokenId = claims.path("jti");
        if (rules.singleUse() && !(tokenId.isTextual() && !tokenId.textValue().isBlank())) {
            throw new VerificationException("jti is missing");
        }
        return tokenId.isTextual() ? tokenId.textValue() : null;
    }
}
