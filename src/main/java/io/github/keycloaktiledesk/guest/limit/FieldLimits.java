// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.limit;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.call.CallParameters;
import io.github.keycloaktiledesk.guest.metric.GuestMetrics;
import io.github.keycloaktiledesk.step.NumberSetting;
import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.text.FormTexts;
import io.github.keycloaktiledesk.text.PlainText;
import io.github.keycloaktiledesk.text.StrictJson;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * How much a visitor may type.
 *
 * @param text characters of a name or e-mail
 * @param size bytes of {@code attributes}, as JSON in UTF-8
 * @param depth objects and arrays of {@code attributes} inside of each other, itself included
 */
public record FieldLimits(int text, int size, int depth) {

    /**
     * What no setting exceeds, and what holds where one is off: all of it together still makes a
     * token that can be sent back to Keycloak, whose limit for headers is 64 KiB, and an account
     * that an admin can save.
     */
    static final FieldLimits BOUNDS = new FieldLimits(512, 32 * 1024, 64);

    private static final List<String> TEXTS =
            List.of(CallParameters.FIRSTNAME, CallParameters.LASTNAME, CallParameters.EMAIL);

    private static final String STEP = "the guest step";

    private static final NumberSetting TEXT =
            new NumberSetting("maxTextLength", 0, NumberSetting.ANY, PlainText.MAX_LENGTH);
    private static final NumberSetting SIZE =
            new NumberSetting("maxAttributesSize", 0, NumberSetting.ANY, 16 * 1024);
    private static final NumberSetting DEPTH =
            new NumberSetting("maxAttributesDepth", 0, NumberSetting.ANY, 8);

    /**
     * Reads the settings.
     *
     * @param config the step's configuration
     * @return the limits, within {@link #BOUNDS}
     */
    public static FieldLimits of(Map<String, String> config) {
        return new FieldLimits(
                within(TEXT.of(config, STEP), BOUNDS.text),
                within(SIZE.of(config, STEP), BOUNDS.size),
                within(DEPTH.of(config, STEP), BOUNDS.depth));
    }

    private static int within(int setting, int bound) {
        return setting == 0 ? bound : Math.min(setting, bound);
    }

    /**
     * The settings as a console shows them.
     *
     * @param texts the texts of the step
     * @return three numbers
     */
    public static List<ProviderConfigProperty> properties(FormTexts texts) {
        return List.of(TEXT.property(texts), SIZE.property(texts), DEPTH.property(texts));
    }

    /**
     * Checks what a visitor typed.
     *
     * @param realm the realm
     * @param form the call's form, by {@link CallParameters}
     * @return why the visitor is refused, with the fields that are too large, or empty
     */
    public Optional<Refusal> check(RealmModel realm, MultivaluedMap<String, String> form) {
        List<String> fields = exceededBy(form);
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        GuestMetrics.refused(realm, "field");
        return Optional.of(Refusal.invalidFields(fields, "limit exceeded by " + fields));
    }

    List<String> exceededBy(MultivaluedMap<String, String> form) {
        List<String> fields = new ArrayList<>();
        for (String name : TEXTS) {
            String value = form.getFirst(name);
            if (value != null && value.length() > text) {
                fields.add(name);
            }
        }
        String attributes = form.getFirst(CallParameters.ATTRIBUTES);
        if (attributes != null && !takesJson(attributes)) {
            fields.add(CallParameters.ATTRIBUTES);
        }
        return fields;
    }

    private boolean takesJson(String json) {
        try {
            return json.getBytes(StandardCharsets.UTF_8).length <= size
                    && depth(StrictJson.read(json)) <= depth;
        } catch (IOException e) {
            return false;
        }
    }

    private static int depth(JsonNode node) {
        int deepest = 0;
        for (JsonNode child : node) {
            deepest = Math.max(deepest, depth(child));
        }
        return node.isContainerNode() ? deepest + 1 : 0;
    }
}
