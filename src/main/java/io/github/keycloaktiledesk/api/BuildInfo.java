// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What this jar was built of, as Maven wrote it into {@code build.properties}. */
final class BuildInfo {

    private static final String FILE = "build.properties";

    private BuildInfo() {}

    /** Version, commit, and the Keycloak that it was built against and tested with. */
    static Map<String, String> read() {
        Properties properties = new Properties();
        try (InputStream file = BuildInfo.class.getResourceAsStream(FILE)) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
        Map<String, String> info = new TreeMap<>();
        properties.forEach((name, value) -> info.put(name.toString(), value.toString()));
        return info;
    }
}
