// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.text.StrictJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A part of a JWT in compact form, of which there is one spelling only. */
final class TokenPart {

    private TokenPart() {}

    /**
     * Decodes base64url (RFC 7515 section 2): no padding, no white space, and no bits set that
     * belong to no byte (RFC 4648 section 3.5).
     *
     * @throws IOException if the part is spelled otherwise
     */
    static byte[] bytes(String part) throws IOException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // As below; what was sent may hold anything and is repeated to nobody.
        }
        throw new IOException("not base64url");
    }

    /**
     * Reads a JSON object in UTF-8 (RFC 8725 section 3.7), which Jackson by itself would also take
     * for other encodings. One with half of a surrogate pair is refused: no answer could repeat it.
     *
     * @throws IOException if it is none
     */
    static ObjectNode json(String part) throws IOException {
        String text =
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(part))).toString();
        if (StrictJson.read(text) instanceof ObjectNode object && canBeSent(object, text)) {
            return object;
        }
        throw new IOException("no JSON object");
    }

    /** UTF-8 itself has no half of a pair, only an escape may bring one. */
    private static boolean canBeSent(ObjectNode object, String text) {
        return !text.contains("\\u")
                || StandardCharsets.UTF_8.newEncoder().canEncode(object.toString());
    }
}
