// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion.vectors;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The files of {@code src/test/resources/assertion}. */
final class Resource {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private Resource() {}

    static JsonNode json(String name) {
        try (InputStream file = Resource.class.getResourceAsStream("/assertion/" + name)) {
            return JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
