// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.keycloak.util.JsonSerialization;

/**
 * JSON from strangers: with one meaning only, so no name twice in an object and nothing behind the
 * value; and such that it can be written and read again.
 */
public final class StrictJson {

    /**
     * Far from Jackson's own 1,000, also where what was read is written inside of something else.
     */
    private static final int MAX_DEPTH = 100;

    /** Beyond, a number is larger than any double; and some Javas cannot read it again. */
    private static final int MAX_SCALE = 1_000;

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private static final ObjectReader READER =
            JsonSerialization.mapper
                    .reader()
                    .with(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .build())
                                    .build())
                    .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .with(new BoundedNumbers());

    private StrictJson() {}

    /**
     * Reads a tree.
     *
     * @param json a text
     * @return what it says
     * @throws IOException if it is no JSON or has two meanings
     */
    public static JsonNode read(String json) throws IOException {
        try {
            return READER.readTree(json);
        } catch (NumberFormatException e) {
            throw new IOException("a number out of bounds", e);
        }
    }

    /**
     * Reads a tree. Jackson by itself takes other encodings too, and bytes that are no UTF-8 though
     * they look like it.
     *
     * @param json UTF-8 (RFC 8259 section 8.1), perhaps with a byte order mark
     * @return what it says
     * @throws IOException if it is no JSON in UTF-8 or has two meanings
     */
    public static JsonNode read(byte[] json) throws IOException {
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
        return read(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    }

    private static final class BoundedNumbers extends JsonNodeFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public ValueNode numberNode(BigDecimal number) {
            if (Math.abs((long) number.scale()) > MAX_SCALE) {
                throw new NumberFormatException("Exponent out of bounds");
            }
            return super.numberNode(number);
        }
    }
}
