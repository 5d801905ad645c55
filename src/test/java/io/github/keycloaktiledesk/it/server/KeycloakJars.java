// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Makes a Keycloak, which has not been built yet, another than the one that was unpacked. */
public record KeycloakJars(Path home) {

    /** Has it say that it is of another version. */
    public void version(String version) {
        change(
                "common",
                "keycloak-version.properties",
                file -> {
                    Properties properties = new Properties();
                    try (var in = Files.newInputStream(file)) {
                        properties.load(in);
                    }
                    properties.setProperty("version", version);
                    try (var out = Files.newOutputStream(file)) {
                        properties.store(out, null);
                    }
                });
    }

    /**
     * Takes all methods of a name out of a class.
     *
     * @param module whose jar has it, such as {@code core}
     */
    public void remove(String module, Class<?> type, String method) {
        change(
                module,
                type.getName().replace('.', '/') + ".class",
                file -> {
                    ClassWriter writer = new ClassWriter(0);
                    new ClassReader(Files.readAllBytes(file)).accept(without(method, writer), 0);
                    Files.write(file, writer.toByteArray());
                });
    }

    private static ClassVisitor without(String method, ClassWriter writer) {
        return new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] thrown) {
                return name.equals(method)
                        ? null
                        : super.visitMethod(access, name, descriptor, signature, thrown);
            }
        };
    }

    private interface Change {

        void to(Path file) throws IOException;
    }

    private void change(String module, String file, Change change) {
        try {
            Path jar = jar(module);
            // Every home has the same file.
            Path changed = Files.copy(jar, home.resolve("changed.jar"));
            try (FileSystem content = FileSystems.newFileSystem(changed)) {
                change.to(content.getPath(file));
            }
            Files.move(changed, jar, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path jar(String module) throws IOException {
        try (Stream<Path> jars = Files.list(home.resolve("lib/lib/main"))) {
            return jars.filter(
                            jar ->
                                    jar.getFileName()
                                            .toString()
                                            .matches(
                                                    "org\\.keycloak\\.keycloak-"
                                                            + module
                                                            + "-\\d.*\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
