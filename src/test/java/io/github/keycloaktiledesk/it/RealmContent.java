// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/**
 * What a realm is, but for its people, its keys and Keycloak's own clients, in a form that can be
 * compared.
 */
final class RealmContent {

    private RealmContent() {}

    /** What the console would export. */
    static Map<String, Object> of(TestRealm realm) {
        RealmRepresentation content = realm.admin().partialExport(true, true);
        // An import makes new ones.
        content.getComponents().remove("org.keycloak.keys.KeyProvider");
        // Keycloak's own get defaults written down that go without saying.
        content.setClients(
                content.getClients().stream()
                        .filter(client -> client.getClientId().startsWith(Demo.CLIENT))
                        .toList());
        content.getClients()
                .forEach(client -> client.getAttributes().remove("client.secret.creation.time"));
        content.getClientScopes().stream()
                .map(ClientScopeRepresentation::getProtocolMappers)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .forEach(mapper -> mapper.getConfig().remove("userinfo.token.claim"));
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
