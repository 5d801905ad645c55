// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** What JSON of a stranger's must be like that we have taken, read by Jackson's tokens alone. */
public final class OneMeaning {

    /** Far more than is taken, so that here nothing is refused for its depth or length. */
    private static final JsonFactory LENIENT = new JsonFactory();

    private static final int MAX_DEPTH = 100;

    private OneMeaning() {}

    /** One value and nothing behind it, no name twice in an object, and not too deep. */
    public static void assertIn(byte[] json) throws IOException {
        String text = new String(json, StandardCharsets.UTF_8);
        try (JsonParser parser = LENIENT.createParser(text.replaceFirst("^\ufeff", ""))) {
            assertIn(parser);
        }
    }

    private static void assertIn(JsonParser parser) throws IOException {
        Deque<Set<String>> open = new ArrayDeque<>();
        JsonToken token = parser.nextToken();
        int values = 0;
        while (token != null) {
            if (token == JsonToken.FIELD_NAME) {
                assertThat(open.element().add(parser.currentName())).as("a name once").isTrue();
            } else if (token.isStructEnd()) {
                open.remove();
            } else {
                values += open.isEmpty() ? 1 : 0;
                if (token.isStructStart()) {
                    open.push(new HashSet<>());
                }
            }
            assertThat(open.size()).isLessThanOrEqualTo(MAX_DEPTH);
            token = parser.nextToken();
        }
        assertThat(values).isLessThanOrEqualTo(1);
    }
}
