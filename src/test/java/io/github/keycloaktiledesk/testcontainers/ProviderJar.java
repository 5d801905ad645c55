// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.testcontainers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The extension's jar, as the class path has it.
 *
 * @param file the jar
 * @param keycloakVersion the Keycloak that it was built against
 */
record ProviderJar(Path file, String keycloakVersion) {

    /** In the extension's jar, and in no other. */
    private static final String BUILD = "io/github/keycloaktiledesk/compatibility/build.properties";

    private static final String NEWEST = "Newest Keycloak";

    /**
     * Looks for it.
     *
     * @throws IllegalStateException if the extension is not there, or is not a jar
     */
    static ProviderJar on(ClassLoader classPath) {
        URL build = classPath.getResource(BUILD);
        if (build == null) {
            throw new IllegalStateException(
                    "The extension is not on the class path: add the dependency"
                            + " io.github.keycloaktiledesk:keycloak-tiledesk, scope test");
        }
        if (!"jar".equals(build.getProtocol())) {
            throw new IllegalStateException(
                    "Keycloak takes the extension as a jar only, and the class path has it at "
                            + build);
        }
        return read(build);
    }

    private static ProviderJar read(URL build) {
        try {
            JarURLConnection connection = (JarURLConnection) build.openConnection();
            // Else the jar would stay open.
            connection.setUseCaches(false);
            Properties properties = new Properties();
            try (InputStream text = connection.getInputStream()) {
                properties.load(text);
            }
            return new ProviderJar(
                    Path.of(URI.create(connection.getJarFileURL().toString())),
                    properties.getProperty(NEWEST));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
