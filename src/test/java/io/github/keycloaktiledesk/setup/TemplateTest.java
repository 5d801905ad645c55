// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.user.UserAttributes;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.util.JsonSerialization;

/** A setup makes what the demo realm has, but for what is for demonstrations only. */
class TemplateTest {

    private static final JsonNode DEMO = read();

    private final JsonNode template = JsonSerialization.mapper.valueToTree(Template.read().realm());

    @Test
    void makesTheClient() {
        ObjectNode demo = (ObjectNode) named(DEMO.path("clients"), "clientId", "tiledesk");
        demo.putArray("webOrigins");
        demo.remove("authenticationFlowBindingOverrides");
        assertSame(template.path("clients").path(0), demo);
        assertSame(
                template.path("roles").path("client").path("tiledesk"),
                DEMO.path("roles").path("client").path("tiledesk"));
    }

    @Test
    void makesTheFlows() {
        ArrayNode demo = (ArrayNode) DEMO.path("authenticationFlows").deepCopy();
        demo.forEach(flow -> ((ObjectNode) flow).remove("id"));
        ObjectNode visitors = (ObjectNode) named(demo, "alias", "tiledesk visitors");
        visitors.put("description", "signinAnonymously: a guest user for each visitor");
        assertSame(template.path("authenticationFlows"), demo);
    }

    @Test
    void makesTheSettingsOfSteps() {
        ArrayNode demo = (ArrayNode) DEMO.path("authenticatorConfig").deepCopy();
        ObjectNode guests = (ObjectNode) named(demo, "alias", "tiledesk guest").path("config");
        guests.put("guestsPerAddress", "100").put("guestsPerRealm", "600");
        assertSame(template.path("authenticatorConfig"), demo);
    }

    @Test
    void makesTheGroupAndTheRequiredAction() {
        assertSame(template.path("groups"), DEMO.path("groups"));
        ObjectNode action =
                (ObjectNode)
                        named(DEMO.path("requiredActions"), "alias", "tiledesk-profile").deepCopy();
        action.remove(List.of("priority", "config"));
        assertSame(template.path("requiredActions").path(0), action);
    }

    @Test
    void makesAllUserAttributes() throws IOException {
        JsonNode profile =
                JsonSerialization.mapper.readTree(
                        DEMO.findPath("kc.user.profile.config").path(0).asText());
        for (UPAttribute attribute : Template.userProfile().getAttributes()) {
            assertSame(
                    JsonSerialization.mapper.valueToTree(attribute),
                    named(profile.path("attributes"), "name", attribute.getName()));
        }
        assertThat(Template.userProfile().getAttributes())
                .extracting(UPAttribute::getName)
                .containsExactlyInAnyOrderElementsOf(UserAttributes.all());
    }

    /** What the demo says; what Keycloak adds when it reads or writes is left out. */
    private static void assertSame(JsonNode template, JsonNode demo) {
        if (demo.isContainerNode() && demo.isObject()) {
            demo.properties()
                    .forEach(field -> assertSame(template.path(field.getKey()), field.getValue()));
        } else if (demo.isArray()) {
            assertThat(template.size()).as("%s", demo).isEqualTo(demo.size());
            for (int i = 0; i < demo.size(); i++) {
                assertSame(template.path(i), demo.path(i));
            }
        } else {
            assertThat(template.asText()).isEqualTo(demo.asText());
        }
    }

    private static JsonNode named(JsonNode list, String field, String name) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(node -> name.equals(node.path(field).asText()))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode read() {
        try {
            return JsonSerialization.mapper.readTree(new File("realm-export.json"));
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
