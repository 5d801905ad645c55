// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Our jar under another version.
 *
 * @param version as Server info names it
 * @param file the jar
 */
public record NewerJar(String version, Path file) {

    private static final String VERSION = "999.0.0";
    private static final String BUILD = "io/github/keycloaktiledesk/compatibility/build.properties";

    /** Makes one in a folder. */
    public static NewerJar in(Path folder) {
        Path jar = folder.resolve("keycloak-tiledesk-" + VERSION + ".jar");
        try {
            Files.copy(BuildOutput.providerJar(), jar);
            try (FileSystem content = FileSystems.newFileSystem(jar)) {
                Path build = content.getPath(BUILD);
                String text = Files.readString(build);
                Files.writeString(build, text.replaceAll("(?m)^Version=.*$", "Version=" + VERSION));
            }
            return new NewerJar(VERSION, jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
