// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** An HTML form's body. */
public final class Form {

    /** Its Content-Type, as the header of a request. */
    public static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/x-www-form-urlencoded");

    private final Map<String, String> fields = new LinkedHashMap<>();

    /** Adds a field. */
    public Form with(String name, String value) {
        if (SecretFields.NAMES.contains(name)) {
            LogSearch.SECRETS.addField(name, value);
        }
        fields.put(name, value);
        return this;
    }

    /** Takes a field away. */
    public Form without(String name) {
        fields.remove(name);
        return this;
    }

    /** The body. */
    public byte[] bytes() {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
