// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.broker.assertion.Assertion;
import io.github.keycloaktiledesk.broker.assertion.CustomerClaims;

/**
 * What comes of a token: a refusal, or a customer.
 *
 * @param refused the reason, or null
 * @param customer what the token says of the customer, or null
 * @param tokenId its {@code jti}, or null
 * @param expiration when it ends
 */
public record Expected(String refused, CustomerClaims customer, String tokenId, long expiration) {

    static Expected of(JsonNode json) {
        if (json.has("refused")) {
            return refusal(json.get("refused").textValue());
        }
        JsonNode accepted = json.get("accepted");
        return new Expected(
                null,
                new CustomerClaims(
                        text(accepted, "id"),
                        text(accepted, "firstname"),
                        text(accepted, "lastname"),
                        text(accepted, "email"),
                        text(accepted, "attributes")),
                text(accepted, "jti"),
                accepted.get("expiration").longValue());
    }

    /** A refusal. */
    public static Expected refusal(String reason) {
        return new Expected(reason, null, null, 0);
    }

    /** What has been verified. */
    public static Expected acceptance(Assertion assertion) {
        return new Expected(
                null, assertion.customer(), assertion.tokenId(), assertion.expiration());
    }

    private static String text(JsonNode accepted, String name) {
        return accepted.has(name) ? Pieces.text(accepted.get(name)) : null;
    }
}
