// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.text.StrictJson;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import org.keycloak.util.JsonSerialization;

/** The body of a call, bounded: a JSON object, or nothing. */
final class JsonBody {

    private static final int MAX_BYTES = 64 * 1024;

    private JsonBody() {}

    /**
     * Reads a body.
     *
     * @return its fields; none where nothing was sent
     * @throws SetupException if it is too large or anything else
     */
    static ObjectNode read(HttpHeaders headers, InputStream body) {
        String type = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (type != null && !type.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_JSON)) {
            throw SetupException.of(Status.UNSUPPORTED_MEDIA_TYPE);
        }
        try {
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw SetupException.of(Status.REQUEST_ENTITY_TOO_LARGE);
            }
            JsonNode json = StrictJson.read(bytes);
            if (json.isMissingNode()) {
                return JsonSerialization.createObjectNode();
            }
            if (json instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            // Said below; the cause has a piece of the body, which may be a secret.
        }
        throw SetupException.badRequest("The body must be a JSON object");
    }

    /** An unknown field is a mistake: it would silently do nothing. */
    static void checkFields(ObjectNode object, Set<String> known, String where) {
        object.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!known.contains(name)) {
                                throw SetupException.badRequest(
                                        "Unknown field in %s; known: %s"
                                                .formatted(
                                                        where,
                                                        String.join(
                                                                ", ",
                                                                known.stream().sorted().toList())));
                            }
                        });
    }
}
