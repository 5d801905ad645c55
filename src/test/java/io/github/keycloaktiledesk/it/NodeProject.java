// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import io.github.keycloaktiledesk.it.server.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The scripts of {@code src/test/node}, with the packages that they need. */
public final class NodeProject {

    private static final Path SOURCE = Path.of("src/test/node");
    private static final Path HOME = Path.of("target/node");
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(5);
    private static final Duration RUN_LIMIT = Duration.ofMinutes(1);

    private NodeProject() {}

    /** Whether this machine can run it at all. */
    public static boolean isSupported() {
        return Program.isInPath("node") && Program.isInPath("npm");
    }

    /** Copies the scripts and installs their packages, exactly as locked. */
    public static NodeProject install() {
        copy();
        // None of the packages has anything to build.
        run(INSTALL_LIMIT, "npm", "ci", "--ignore-scripts", "--prefer-offline");
        return new NodeProject();
    }

    /** What a script writes to its standard output. */
    public String run(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        return run(RUN_LIMIT, command.toArray(String[]::new));
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
        return new Program(List.of(command), HOME, Map.of()).run(limit);
    }
}
