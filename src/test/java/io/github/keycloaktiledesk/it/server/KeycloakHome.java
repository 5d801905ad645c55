// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A server's own home directory: Keycloak's distribution with our jar in it. Each server has one,
 * because Keycloak writes what it built from its jars and options into its home.
 */
record KeycloakHome(Path directory) {

    /** Nearly all of the distribution, and never written to: these files need not be copied. */
    private static final Path LIBRARIES = Path.of("lib", "lib");

    /** What Keycloak builds from its jars and options. */
    private static final Path BUILT = Path.of("lib", "quarkus");

    /** What is a server's own, and may be written just now. */
    private static final Set<Path> OWN = Set.of(Path.of("data"), Path.of("server.log"));

    private static final String KEPT = "kept";
    private static final Duration RUN_LIMIT = Duration.ofMinutes(5);

    /** Makes a fresh one, in place of an older one. */
    static KeycloakHome create(Path directory) {
        try {
            delete(directory);
            link(BuildOutput.distribution(), directory);
            Path jar = BuildOutput.providerJar();
            // With its time, for which Keycloak builds.
            copy(jar, directory.resolve("providers").resolve(jar.getFileName()));
            return new KeycloakHome(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes a fresh one, or takes the older one with a fresh database if it was {@link #keep kept}
     * and our jar is still the same: what Keycloak built from it then need not be built again.
     */
    static KeycloakHome reuse(Path directory) {
        try {
            Path jar = BuildOutput.providerJar();
            Path installed = directory.resolve("providers").resolve(jar.getFileName());
            boolean kept = Files.deleteIfExists(directory.resolve(KEPT));
            if (kept && Files.mismatch(jar, installed) == -1) {
                KeycloakHome home = new KeycloakHome(directory);
                home.empty();
                return home;
            }
            return create(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies what Keycloak has built here into a folder. */
    void copyBuilt(Path to) {
        try {
            link(directory.resolve(BUILT), to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes what was {@link #copyBuilt copied} of another one: Keycloak builds again where options
     * or providers are others.
     */
    void takeBuilt(Path from) {
        try {
            link(from, directory.resolve(BUILT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says that Keycloak has started here, and so has completed what it builds. */
    void keep() {
        try {
            Files.writeString(directory.resolve(KEPT), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes its database away, and what was to be imported. */
    void empty() {
        try {
            delete(directory.resolve("data"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives it these options, as its file has them, for all its commands. */
    void configure(String options) {
        try {
            Files.writeString(directory.resolve("conf/keycloak.conf"), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Installs another provider beside ours. */
    void provider(Path jar) {
        copy(jar, "providers");
    }

    /** Has the realm imported when the server starts with {@code --import-realm}. */
    void realm(Path export) {
        copy(export, "data/import");
    }

    /** Has the server trust a certificate, besides those that Java trusts. */
    void trust(Path certificate) {
        copy(certificate, "conf/truststores");
    }

    private void copy(Path file, String folder) {
        try {
            Path target = Files.createDirectories(directory.resolve(folder));
            Files.copy(file, target.resolve(file.getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs a shell's commands here, such as Keycloak's own, and returns what they write.
     *
     * @param environment variables besides those that they need in any case
     */
    String run(String script, Map<String, String> environment) {
        Map<String, String> variables =
                new LinkedHashMap<>(
                        Map.of(
                                "JAVA_HOME",
                                System.getProperty("java.home"),
                                "JAVA_OPTS_APPEND",
                                KeycloakProcess.QUICK_START,
                                "KC_BOOTSTRAP_ADMIN_USERNAME",
                                Administrator.USERNAME,
                                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                                Administrator.PASSWORD));
        variables.putAll(environment);
        return new Program(List.of("bash", "-euc", script), directory.toAbsolutePath(), variables)
                .run(RUN_LIMIT);
    }

    /** The names of the providers' jars. */
    List<String> jars() {
        try (Stream<Path> files = Files.list(directory.resolve("providers"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path script() {
        return directory.resolve("bin/kc.sh");
    }

    private static void link(Path from, Path to) throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attrs)
                            throws IOException {
                        if (OWN.contains(from.relativize(dir))) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        Files.createDirectories(to.resolve(from.relativize(dir)));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attrs)
                            throws IOException {
                        Path relative = from.relativize(file);
                        if (relative.startsWith(LIBRARIES)) {
                            linkOrCopy(file, to.resolve(relative));
                        } else if (!OWN.contains(relative)) {
                            copy(file, to.resolve(relative));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private static void linkOrCopy(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (FileSystemException | UnsupportedOperationException e) {
            copy(from, to);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(
                from, to, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Deletes a directory with all that is in it, if there is one. */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attrs)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path dir, IOException e)
                            throws IOException {
                        Files.delete(dir);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
