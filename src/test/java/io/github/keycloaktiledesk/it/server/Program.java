// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of this machine, run to its end within a limit. */
public final class Program {

    private final List<String> command;
    private final Path folder;
    private final Map<String, String> environment;

    /**
     * A program.
     *
     * @param command the program and its arguments
     * @param folder where it runs, and where its output is kept
     * @param environment variables besides this process's own
     */
    public Program(List<String> command, Path folder, Map<String, String> environment) {
        this.command = command;
        this.folder = folder;
        this.environment = environment;
    }

    /** Whether this machine has a program. */
    public static boolean isInPath(String name) {
        return inPath(name).isPresent();
    }

    /** Where this machine has a program, if it has. */
    public static Optional<Path> inPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(bin -> Path.of(bin).resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs it, and returns what it writes to its standard output. */
    public String run(Duration limit) {
        // Files, as a pipe that nobody reads could fill up.
        Path output = folder.resolve("output.txt");
        Path errors = folder.resolve("errors.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(
                        "%s %s:%n%s%n%s"
                                .formatted(
                                        command,
                                        ended ? "failed" : "took longer than " + limit,
                                        Files.readString(output),
                                        Files.readString(errors)));
            }
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
