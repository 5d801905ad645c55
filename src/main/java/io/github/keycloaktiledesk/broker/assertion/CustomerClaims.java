// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.text.PlainText;
import org.keycloak.common.VerificationException;

/**
 * A verified custom JWT: what the site says of its customer.
 *
 * @param id the customer's {@code _id} as text
 * @param firstname first name or null
 * @param lastname last name or null
 * @param email e-mail that the site asserts, or null
 * @param attributes custom attributes, the text of a JSON object, or null
 */
public record CustomerClaims(
        String id, String firstname, String lastname, String email, String attributes) {

    static CustomerClaims of(ObjectNode claims) throws VerificationException {
        return new CustomerClaims(
                id(claims.get("_id")),
                // Tiledesk's own connectors write the second form.
                name(claims, "firstname", "first_name"),
                name(claims, "lastname", "last_name"),
                PlainText.address(text(claims, "email")),
                attributes(claims.get("attributes")));
    }

    private static String id(JsonNode claim) throws VerificationException {
        if (claim == null || !(claim.isTextual() || claim.isIntegralNumber())) {
            throw new VerificationException("_id is missing, or neither a text nor a whole number");
        }
        String id = claim.asText();
        // A lone surrogate, for one, would be stored as '?', so that two customers became one.
        if (id.isBlank() || id.length() > PlainText.MAX_LENGTH || PlainText.hasControl(id)) {
            throw new VerificationException(
                    "_id is blank, longer than 255 characters, or not plain text");
        }
        return id;
    }

    private static String name(ObjectNode claims, String name, String other)
            throws VerificationException {
        return text(claims, claims.hasNonNull(name) ? name : other);
    }

    private static String text(ObjectNode claims, String name) throws VerificationException {
        JsonNode claim = claims.get(name);
        if (claim == null || !claim.isTextual()) {
            return null;
        }
        String text = PlainText.clean(claim.textValue());
        if (text != null && text.length() > PlainText.MAX_LENGTH) {
            throw new VerificationException(name + " is longer than 255 characters");
        }
        return text;
    }

    private static String attributes(JsonNode claim) throws VerificationException {
        if (claim == null || !claim.isObject()) {
            return null;
        }
        String text = claim.toString();
        if (text.length() > PlainText.MAX_JSON_LENGTH) {
            throw new VerificationException("attributes are larger than 16 KiB");
        }
        return text;
    }
}
