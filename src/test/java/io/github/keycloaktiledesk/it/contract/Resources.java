// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads this package's data. */
final class Resources {

    static final ObjectMapper JSON = new ObjectMapper();

    private Resources() {}

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    static <T> T read(String name, Class<T> type) {
        try (InputStream stream = Resources.class.getResourceAsStream("/contract/" + name)) {
            return JSON.readValue(stream, type);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
