// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Maven project that uses the extension in its tests, as {@code docs/testing.md} has it. It knows
 * what this build's Maven has downloaded, and what it installs itself stays with it.
 */
public final class UserProject {

    private static final Path POM = Path.of("src/test/resources/user-project/pom.xml");
    private static final Path PROJECTS = Path.of("target/user-project");
    private static final String DEPENDENCIES = "<!-- DEPENDENCIES -->";

    /** Where our artifacts are in a repository. */
    private static final List<String> GROUP = List.of("io", "github", "keycloaktiledesk");

    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final Path folder;
    private final Map<String, String> environment;

    private UserProject(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** An empty folder but for the jars that a release has of this version, under its names. */
    public static UserProject create() {
        try {
            Path folder =
                    Files.createTempDirectory(Files.createDirectories(PROJECTS), "")
                            .toAbsolutePath();
            Path repository = folder.resolve("repository");
            linkAllButOurs(repository);
            String jar = "keycloak-tiledesk-" + release();
            Files.copy(BuildOutput.providerJar(), folder.resolve(jar + ".jar"));
            Files.copy(BuildOutput.testsJar(), folder.resolve(jar + "-tests.jar"));
            return new UserProject(
                    folder,
                    Map.of(
                            "MAVEN_OPTS",
                            System.getenv().getOrDefault("MAVEN_OPTS", "")
                                    + " -Dmaven.repo.local="
                                    + repository));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives it its dependencies, and the code of its one test. */
    public void write(String dependencies, String test, String code) {
        try {
            Files.writeString(
                    folder.resolve("pom.xml"),
                    Files.readString(POM)
                            .replace(
                                    DEPENDENCIES,
                                    dependencies.replace(
                                            version(release()), version(BuildOutput.version()))));
            Path sources = Files.createDirectories(folder.resolve("src/test/java"));
            Files.writeString(sources.resolve(test + ".java"), code);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a shell's commands in its folder, and returns what they write. */
    public String run(String script) {
        return new Program(List.of("bash", "-euc", script), folder, environment).run(LIMIT);
    }

    /** Of a snapshot, the release that it becomes. */
    private static String release() {
        return BuildOutput.version().replace("-SNAPSHOT", "");
    }

    private static String version(String version) {
        return "<version>" + version + "</version>";
    }

    /** Links, for there are some hundred megabytes. */
    private static void linkAllButOurs(Path repository) throws IOException {
        Path from = BuildOutput.localRepository();
        Path to = repository;
        for (String ours : GROUP) {
            Files.createDirectories(to);
            try (Stream<Path> all = Files.list(from)) {
                for (Path other : all.filter(path -> !path.endsWith(ours)).toList()) {
                    Files.createSymbolicLink(to.resolve(other.getFileName()), other);
                }
            }
            from = from.resolve(ours);
            to = to.resolve(ours);
        }
    }
}
