// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.compatibility;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What this jar was built of, as Maven wrote it into {@code build.properties}. */
public final class BuildInfo {

    private static final String FILE = "build.properties";

    private BuildInfo() {}

    /**
     * All of it, for people.
     *
     * @return version, commit, and the oldest and the newest Keycloak that it was tested with, each
     *     under its name
     */
    public static Map<String, String> read() {
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

    static String version() {
        return read().get("Version");
    }

    static SupportedKeycloak keycloak() {
        Map<String, String> info = read();
        return new SupportedKeycloak(info.get("Oldest Keycloak"), info.get("Newest Keycloak"));
    }
}
