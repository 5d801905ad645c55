// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A text of the table: written out, in pieces of which some are repeated, or bytes. */
final class Pieces {

    private Pieces() {}

    static String text(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode piece : node) {
            text.append(
                    piece.isTextual()
                            ? piece.textValue()
                            : piece.get("repeat")
                                    .textValue()
                                    .repeat(piece.get("times").intValue()));
        }
        return text.toString();
    }

    static byte[] bytes(JsonNode node) {
        return node.has("hex")
                ? HexFormat.of().parseHex(node.get("hex").textValue())
                : text(node).getBytes(StandardCharsets.UTF_8);
    }
}
