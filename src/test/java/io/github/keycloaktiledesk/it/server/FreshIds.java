// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

/** Renews the fixed ids of an export, which only one realm of a server can have. */
final class FreshIds {

    private static final Pattern UUID_TEXT =
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private FreshIds() {}

    /** The export's text, with each UUID that is the {@code id} of something replaced. */
    static String in(Path export) {
        try {
            String text = Files.readString(export);
            for (String id : ids(new ObjectMapper().readTree(text))) {
                text = text.replace(id, UUID.randomUUID().toString());
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> ids(JsonNode export) {
        Set<String> ids = new TreeSet<>(export.findValuesAsText("id"));
        export.findParents("id").forEach(parent -> parent.forEach(child -> ids.addAll(ids(child))));
        ids.removeIf(id -> !UUID_TEXT.matcher(id).matches());
        return ids;
    }
}
