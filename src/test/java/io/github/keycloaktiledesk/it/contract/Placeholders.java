// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the placeholders of one case stand for; the same one stands for the same value.
 *
 * <p>{@code <jwt>} is the token that is sent, and any token in an answer; {@code <sent>} is in an
 * answer the one that was sent; {@code <hex:1>} the first four digits of {@code <uuid:1>}; {@code
 * <claims>} those of the token that was sent; {@code <text>} anything.
 */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("<([^<>]+)>");
    private static final String JWT = "[\\w-]+\\.[\\w-]+\\.[\\w-]*";
    private static final String UUID_TEXT = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String ISO_8601 = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";
    private static final long HOUR = 3600;

    private final Map<String, JsonNode> values = new HashMap<>();

    Placeholders() {}

    Placeholders(Placeholders other) {
        values.putAll(other.values);
    }

    Placeholders bind(String name, JsonNode value) {
        values.put(name, value);
        return this;
    }

    Placeholders bind(String name, String value) {
        return bind(name, TextNode.valueOf(value));
    }

    Placeholders bind(String name, long value) {
        return bind(name, number(value));
    }

    /** A text that is sent. */
    String fill(String template) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(
                        found -> Matcher.quoteReplacement(valueToSend(found.group(1)).asText()));
    }

    /** JSON that is sent. */
    JsonNode fill(JsonNode template) {
        if (template instanceof ObjectNode object) {
            ObjectNode filled = object.objectNode();
            object.properties().forEach(f -> filled.set(f.getKey(), fill(f.getValue())));
            return filled;
        }
        if (template instanceof ArrayNode array) {
            ArrayNode filled = array.arrayNode();
            array.forEach(item -> filled.add(fill(item)));
            return filled;
        }
        if (!template.isTextual()) {
            return template;
        }
        Matcher whole = PLACEHOLDER.matcher(template.textValue());
        return whole.matches()
                ? valueToSend(whole.group(1))
                : TextNode.valueOf(fill(template.textValue()));
    }

    /** What an expected value is, if it is nothing but a placeholder of something known. */
    JsonNode known(JsonNode template) {
        Matcher whole = PLACEHOLDER.matcher(template.asText());
        JsonNode value = whole.matches() ? value(whole.group(1)) : null;
        return value == null ? template : value;
    }

    /** Whether a value that was received is what a text of a template stands for. */
    boolean matches(String template, JsonNode actual) {
        Matcher whole = PLACEHOLDER.matcher(template);
        return whole.matches()
                ? isNew(whole.group(1), actual)
                : actual.isTextual() && actual.textValue().matches(pattern(template));
    }

    private JsonNode valueToSend(String name) {
        if (value(name) == null && kind(name).equals("uuid")) {
            bind(name, UUID.randomUUID().toString());
        }
        if (value(name) == null) {
            throw new IllegalStateException("Nothing known of <" + name + ">");
        }
        return value(name);
    }

    private JsonNode value(String name) {
        if (values.containsKey(name) || !values.containsKey("iat")) {
            return values.get(name);
        }
        long issued = values.get("iat").asLong();
        if (name.startsWith("iat+")) {
            return number(issued + Long.parseLong(name.substring("iat+".length())));
        }
        return name.equals("exp") ? number(issued + HOUR) : null;
    }

    private boolean isNew(String name, JsonNode actual) {
        String text = actual.asText();
        return switch (kind(name)) {
            case "uuid" -> text.matches(UUID_TEXT) && isNewUser(name, actual);
            case "iso8601" -> text.matches(ISO_8601);
            case "iat" -> actual.isIntegralNumber();
            case "text" -> actual.isTextual() && !text.isEmpty();
            default -> throw new IllegalStateException("Nothing known of <" + name + ">");
        };
    }

    /** Two ids of one case are two users. A visitor's default name begins as the id does. */
    private boolean isNewUser(String name, JsonNode id) {
        boolean isNew = !values.containsValue(id);
        bind(name, id);
        bind(name.replace("uuid", "hex"), id.asText().substring(0, 4));
        return isNew;
    }

    private String pattern(String template) {
        StringBuilder pattern = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(template);
        int end = 0;
        while (placeholder.find()) {
            String name = placeholder.group(1);
            pattern.append(Pattern.quote(template.substring(end, placeholder.start())));
            pattern.append(name.equals("jwt") ? JWT : Pattern.quote(valueToSend(name).asText()));
            end = placeholder.end();
        }
        return pattern.append(Pattern.quote(template.substring(end))).toString();
    }

    private static String kind(String name) {
        return name.replaceAll(":.*", "");
    }

    /** As the parser makes one, for comparisons. */
    private static JsonNode number(long value) {
        return Resources.parse(String.valueOf(value));
    }
}
