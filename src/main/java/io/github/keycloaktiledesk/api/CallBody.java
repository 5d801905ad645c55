// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.text.StrictJson;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keycloak.common.util.UriUtils;
import org.keycloak.http.HttpRequest;
import org.keycloak.util.JsonSerialization;

/**
 * The body of a call, read once and bounded. JSON and forms are read alike, whatever a client calls
 * them; what is neither is remembered as an error, so that it is answered in its turn.
 *
 * @param fields the object that was sent; empty where nothing was
 * @param error the answer where the body cannot be read
 */
record CallBody(ObjectNode fields, Optional<Answer> error) {

    static final int MAX_BYTES = 64 * 1024;

    static CallBody read(HttpRequest request, InputStream stream) {
        try {
            byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES || length(request) > MAX_BYTES) {
                return tooLarge();
            }
            return isForm(request) ? form(fields(request, bytes)) : json(bytes);
        } catch (IOException | IllegalArgumentException e) {
            // The second is a form's: its message has a piece of the body, which nobody else sees.
            return malformed();
        }
    }

    /**
     * Whether it is JSON that was sent as a form, as some programs do unasked. Keycloak has decoded
     * it as one before us, so what it said cannot be told for certain.
     */
    boolean isJsonAsForm() {
        return fields.properties().stream()
                .map(field -> field.getKey().stripLeading())
                .anyMatch(name -> name.startsWith("{"));
    }

    private static boolean isForm(HttpRequest request) {
        String type = request.getHttpHeaders().getHeaderString(HttpHeaders.CONTENT_TYPE);
        return type != null
                && type.trim()
                        .toLowerCase(Locale.ROOT)
                        .startsWith(MediaType.APPLICATION_FORM_URLENCODED);
    }

    /** Keycloak has read a form before us, but for one whose type is written in other letters. */
    private static Map<String, List<String>> fields(HttpRequest request, byte[] unread) {
        return unread.length == 0
                ? request.getDecodedFormParameters()
                : UriUtils.decodeQueryString(new String(unread, StandardCharsets.UTF_8));
    }

    private static long length(HttpRequest request) {
        String length = request.getHttpHeaders().getHeaderString(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private static CallBody json(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return of(JsonSerialization.createObjectNode());
        }
        JsonNode node = StrictJson.read(bytes);
        if (node instanceof ObjectNode object) {
            return of(object);
        }
        // Nothing was sent; or, as recorded, an array, which has no fields: a call says which it
        // misses.
        boolean empty = node.isMissingNode() || node.isNull() || node.isArray();
        return empty ? of(JsonSerialization.createObjectNode()) : malformed();
    }

    private static CallBody form(Map<String, List<String>> form) {
        ObjectNode fields = JsonSerialization.createObjectNode();
        int size = 0;
        for (var entry : form.entrySet()) {
            size += utf8(entry.getKey());
            for (String value : entry.getValue()) {
                size += utf8(value);
            }
            put(fields, entry.getKey(), entry.getValue());
        }
        return size > MAX_BYTES ? tooLarge() : of(fields);
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * {@code attributes[plan]=pro} is a field of an object; a name that comes twice is an array.
     */
    private static void put(ObjectNode fields, String name, List<String> values) {
        int bracket = name.indexOf('[');
        ObjectNode target = fields;
        String key = name;
        if (bracket > 0 && name.endsWith("]")) {
            JsonNode existing = fields.get(name.substring(0, bracket));
            target =
                    existing instanceof ObjectNode object
                            ? object
                            : fields.putObject(name.substring(0, bracket));
            key = name.substring(bracket + 1, name.length() - 1);
        }
        if (values.size() == 1) {
            target.put(key, values.get(0));
        } else {
            values.forEach(target.putArray(key)::add);
        }
    }

    private static CallBody of(ObjectNode fields) {
        return new CallBody(fields, Optional.empty());
    }

    private static CallBody tooLarge() {
        return failed(Answer.error(413, "Request entity too large"));
    }

    private static CallBody malformed() {
        return failed(Answer.error(400, "The body must be a JSON object or a form"));
    }

    private static CallBody failed(Answer answer) {
        return new CallBody(JsonSerialization.createObjectNode(), Optional.of(answer));
    }
}
