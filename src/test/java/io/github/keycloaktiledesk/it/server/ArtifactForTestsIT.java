// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The artifact for the tests of projects that use ours. */
@Tag("container")
class ArtifactForTestsIT {

    private static final String PACKAGE = "io/github/keycloaktiledesk/testcontainers/";
    private static final String REALM = PACKAGE + "realm-export.json";

    /** None of our own tests, nor of their helpers, which need much else. */
    @Test
    void holdsOnePackage() throws IOException {
        try (JarFile jar = new JarFile(BuildOutput.testsJar().toFile())) {
            assertThat(jar.stream().filter(entry -> !entry.isDirectory()))
                    .extracting(ZipEntry::getName)
                    .filteredOn(name -> !name.startsWith("META-INF/"))
                    .containsExactlyInAnyOrder(
                            PACKAGE + "CustomJwt.class",
                            PACKAGE + "DemoRealm.class",
                            PACKAGE + "ProviderJar.class",
                            PACKAGE + "TiledeskAnswer.class",
                            PACKAGE + "TiledeskCalls.class",
                            PACKAGE + "TiledeskKeycloakContainer.class",
                            PACKAGE + "package-info.class",
                            REALM);
        }
    }

    @Test
    void holdsTheDemoRealmAsItIs() throws IOException {
        try (JarFile jar = new JarFile(BuildOutput.testsJar().toFile());
                InputStream realm = jar.getInputStream(jar.getEntry(REALM))) {
            assertThat(realm).hasBinaryContent(Files.readAllBytes(Demo.EXPORT));
        }
    }
}
