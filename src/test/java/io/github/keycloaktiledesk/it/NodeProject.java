package io.github.keycloaktiledesk.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The scripts of {@code src/test/node}, with the packages that they need. */
final class NodeProject {

    private static final Path SOURCE = Path.of("src/test/node");
    private static final Path HOME = Path.of("target/node");
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(5);
    private static final Duration RUN_LIMIT = Duration.ofMinutes(1);

    private NodeProject() {}

    /** Whether this machine can run it at all. */
    static boolean isSupported() {
        return isInPath("node") && isInPath("npm");
    }

    /** Copies the scripts and installs their packages, exactly as locked. */
    static NodeProject install() {
        copy();
        // None of the packages has anything to build.
        run(INSTALL_LIMIT, "npm", "ci", "--ignore-scripts", "--prefer-offline");
        return new NodeProject();
    }

    /** What a script writes to its standard output. */
    String run(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        return run(RUN_LIMIT, command.toArray(String[]::new));
    }

    private static boolean isInPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static void copy() {
        try (Stream<Path> files = Files.list(SOURCE)) {
            Files.createDirectories(HOME);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(
                        file,
                        HOME.resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(Duration limit, String... command) {
        // Files, as a pipe that nobody reads could fill up.
        File output = HOME.resolve("output.txt").toFile();
        File errors = HOME.resolve("errors.txt").toFile();
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(HOME.toFile())
                            .redirectOutput(output)
                            .redirectError(errors)
                            .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(
                        "%s %s %s:%n%s%n%s"
                                .formatted(
                                        command[0],
                                        command[1],
                                        ended ? "failed" : "took longer than " + limit,
                                        Files.readString(output.toPath()),
                                        Files.readString(errors.toPath())));
            }
            return Files.readString(output.toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
