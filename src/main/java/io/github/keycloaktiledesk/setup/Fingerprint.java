// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.keycloak.crypto.JavaAlgorithm;
import org.keycloak.jose.jws.crypto.HashUtils;
import org.keycloak.util.JsonSerialization;

/** Tells whether a part is as it was. */
final class Fingerprint {

    private Fingerprint() {}

    /**
     * The fingerprint of a part.
     *
     * @param content what counts of it; in which order names and elements come does not
     * @return the SHA-256 hash in hexadecimal digits
     */
    static String of(JsonNode content) {
        byte[] text = sorted(content).toString().getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(HashUtils.hash(JavaAlgorithm.SHA256, text));
    }

    /**
     * Some fields of a representation of Keycloak's: others are added from version to version.
     *
     * @param representation anything that Jackson writes
     * @param fields names of the fields
     */
    static ObjectNode some(Object representation, Collection<String> fields) {
        ObjectNode all = JsonSerialization.mapper.valueToTree(representation);
        return all.retain(Set.copyOf(fields));
    }

    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            Map<String, JsonNode> fields = new TreeMap<>();
            object.properties()
                    .forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
            return JsonSerialization.createObjectNode().setAll(fields);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode sorted = JsonSerialization.mapper.createArrayNode();
            StreamSupport.stream(array.spliterator(), false)
                    .map(Fingerprint::sorted)
                    .sorted(Comparator.comparing(JsonNode::toString))
                    .forEach(sorted::add);
            return sorted;
        }
        return node;
    }
}
