package io.github.keycloaktiledesk.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.keycloak.representations.idm.RealmRepresentation;

/** All that a realm is, but for its people and keys, in a form that can be compared. */
final class RealmContent {

    private RealmContent() {}

    /** What the console would export. */
    static Map<String, Object> of(TestRealm realm) {
        RealmRepresentation content = realm.admin().partialExport(true, true);
        // An import makes new ones.
        content.getComponents().remove("org.keycloak.keys.KeyProvider");
        content.getClients()
                .forEach(client -> client.getAttributes().remove("client.secret.creation.time"));
        // An import writes down what goes without saying.
        content.getAttributes()
                .values()
                .removeIf(value -> "0".equals(value) || "false".equals(value));
        Map<String, Object> parts = new TreeMap<>();
        JsonNode tree = new ObjectMapper().valueToTree(content);
        tree.properties().forEach(part -> parts.put(part.getKey(), ordered(part.getValue())));
        return parts;
    }

    /** Lists come in any order: where it matters, numbers in them tell it. */
    private static Object ordered(JsonNode node) {
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(RealmContent::ordered)
                    .sorted(Comparator.comparing(Object::toString))
                    .toList();
        }
        if (node.isObject()) {
            Map<String, Object> fields = new TreeMap<>();
            node.properties()
                    .forEach(field -> fields.put(field.getKey(), ordered(field.getValue())));
            return fields;
        }
        return node.asText();
    }
}
