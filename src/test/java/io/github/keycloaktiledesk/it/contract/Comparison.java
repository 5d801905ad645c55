// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import java.util.ArrayList;
import java.util.List;

/**
 * How an answer differs from the expected one: status, headers, and JSON with the order of its
 * keys.
 */
final class Comparison {

    private final Placeholders placeholders;
    private final List<String> mismatches = new ArrayList<>();

    private Comparison(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    static List<String> of(Answer answer, Expected expected, Placeholders placeholders) {
        Comparison comparison = new Comparison(new Placeholders(placeholders));
        comparison.compare(answer, expected);
        return comparison.mismatches;
    }

    private void compare(Answer answer, Expected expected) {
        same("status", String.valueOf(expected.status()), String.valueOf(answer.status()));
        expected.headers()
                .forEach((name, value) -> same(name, value, answer.header(name).orElse("none")));
        if (expected.body() == null) {
            same("body", expected.text(), answer.text());
            return;
        }
        try {
            compare("", expected.body(), Resources.JSON.readTree(answer.text()));
        } catch (JsonProcessingException e) {
            same("body", expected.body().toString(), answer.text());
        }
    }

    private void compare(String path, JsonNode template, JsonNode actual) {
        JsonNode expected = placeholders.known(template);
        if (expected.isObject() && actual.isObject()) {
            same(path + " keys", keys(expected), keys(actual));
            expected.properties()
                    .forEach(
                            field ->
                                    compare(
                                            path + "/" + field.getKey(),
                                            field.getValue(),
                                            actual.path(field.getKey())));
        } else if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            for (int i = 0; i < expected.size(); i++) {
                compare(path + "/" + i, expected.get(i), actual.path(i));
            }
        } else if (expected.equals(template) && expected.isTextual()) {
            if (!placeholders.matches(expected.textValue(), actual)) {
                same(path, expected.toString(), actual.toString());
            }
        } else {
            same(path, expected.toString(), actual.toString());
        }
    }

    private void same(String what, String expected, String actual) {
        if (!expected.equals(actual)) {
            mismatches.add(what + ": " + expected + " expected, but " + actual);
        }
    }

    private static String keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys.toString();
    }
}
