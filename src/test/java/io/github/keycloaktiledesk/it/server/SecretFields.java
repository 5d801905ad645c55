// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** The fields of bodies in which something is sent that is to be kept secret. */
final class SecretFields {

    /** What forms and JSON call them. */
    static final Set<String> NAMES =
            Set.of(
                    "password",
                    "otp",
                    "secret",
                    "client_secret",
                    "clientSecret",
                    "previousSecret",
                    "guest_token",
                    "assertion",
                    "refresh_token");

    private static final String NAME = "(" + String.join("|", NAMES) + ")";

    /** Also of JSON that is badly made; of an array its first text. */
    private static final Pattern JSON_FIELD =
            Pattern.compile(
                    "\"" + NAME + "\"\\s*:\\s*\\[?\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"", Pattern.DOTALL);

    private static final Pattern FORM_FIELD = Pattern.compile("(?:^|&)" + NAME + "=([^&]*)");

    private static final ObjectMapper JSON = new ObjectMapper();

    private SecretFields() {}

    /** Shows all of them that a body has, by name and value. */
    static void read(String body, BiConsumer<String, String> reader) {
        JSON_FIELD
                .matcher(body)
                .results()
                .forEach(field -> reader.accept(field.group(1), unescape(field.group(2))));
        FORM_FIELD
                .matcher(body)
                .results()
                .forEach(field -> reader.accept(field.group(1), decode(field.group(2))));
    }

    private static String unescape(String text) {
        try {
            return JSON.readValue('"' + text + '"', String.class);
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
