// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.text.PlainText;
import io.github.keycloaktiledesk.text.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.keycloak.models.UserModel;
import org.keycloak.util.JsonSerialization;

/** Custom attributes: a JSON object that a customer's site chose, or a visitor. */
public final class CustomAttributes {

    private CustomAttributes() {}

    /**
     * Gives a customer the attributes of the guest that it has been. They are kept apart from those
     * that its site vouches for, which come first at any time.
     *
     * @param guest a guest
     * @param customer a customer
     */
    public static void handOver(UserModel guest, UserModel customer) {
        ObjectNode typed = ofGuest(guest);
        if (typed == null) {
            return;
        }
        ObjectNode own = read(customer.getFirstAttribute(UserAttributes.ATTRIBUTES));
        if (own != null) {
            own.fieldNames().forEachRemaining(typed::remove);
        }
        customer.setSingleAttribute(
                UserAttributes.GUEST_ATTRIBUTES, filled(ofGuest(customer), typed).toString());
    }

    /** What a guest typed, or null. */
    static ObjectNode ofGuest(UserModel user) {
        return read(user.getFirstAttribute(UserAttributes.GUEST_ATTRIBUTES));
    }

    /** What a customer's site says, filled up with what it typed as a guest; or null. */
    static ObjectNode ofCustomer(UserModel user) {
        ObjectNode own = read(user.getFirstAttribute(UserAttributes.ATTRIBUTES));
        ObjectNode typed = ofGuest(user);
        return typed == null ? own : filled(own, typed);
    }

    /** As many of the others as there is room for, so that a token stays within bounds. */
    private static ObjectNode filled(ObjectNode first, ObjectNode others) {
        ObjectNode filled = first == null ? JsonSerialization.createObjectNode() : first.deepCopy();
        int room = PlainText.MAX_JSON_LENGTH - size(filled);
        for (Map.Entry<String, JsonNode> other : others.properties()) {
            if (!filled.has(other.getKey())) {
                int size =
                        size(
                                JsonSerialization.createObjectNode()
                                        .set(other.getKey(), other.getValue()));
                if (size <= room) {
                    filled.set(other.getKey(), other.getValue());
                    room -= size;
                }
            }
        }
        return filled;
    }

    /** In bytes, as it is sent. */
    private static int size(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /** An admin may have edited the text; what is no JSON object any more is left out. */
    private static ObjectNode read(String text) {
        if (text == null) {
            return null;
        }
        try {
            JsonNode node = StrictJson.read(text);
            return node.isObject() ? (ObjectNode) node : null;
        } catch (IOException e) {
            return null;
        }
    }
}
