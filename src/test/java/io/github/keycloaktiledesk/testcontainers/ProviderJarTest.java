// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderJarTest {

    private static final String BUILD = "io/github/keycloaktiledesk/compatibility/build.properties";

    @TempDir private Path folder;

    @Test
    void isFoundOnTheClassPath() throws IOException {
        Path jar = folder.resolve("with a blank.jar");
        try (JarOutputStream content = new JarOutputStream(Files.newOutputStream(jar))) {
            content.putNextEntry(new JarEntry(BUILD));
            content.write(ProviderJarTest.class.getResourceAsStream("/" + BUILD).readAllBytes());
        }

        ProviderJar found = on(jar);

        assertThat(found.file()).isEqualTo(jar);
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<keycloak.build.version>" + found.keycloakVersion() + "</");
    }

    @Test
    void isMissed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> on(folder))
                .withMessageContaining("not on the class path")
                .withMessageContaining("io.github.keycloaktiledesk:keycloak-tiledesk");
    }

    /** As an IDE has it that knows the extension's sources. */
    @Test
    void isNoFolderOfClasses() throws IOException {
        Path build = folder.resolve(BUILD);
        Files.createDirectories(build.getParent());
        Files.createFile(build);

        assertThatIllegalStateException()
                .isThrownBy(() -> on(folder))
                .withMessageContaining("jar only")
                .withMessageContaining(BUILD);
    }

    private static ProviderJar on(Path classPath) throws IOException {
        URL[] urls = {classPath.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, null)) {
            return ProviderJar.on(loader);
        }
    }
}
