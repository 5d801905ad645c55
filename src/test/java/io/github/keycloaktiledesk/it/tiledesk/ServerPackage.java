// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.tiledesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloaktiledesk.it.server.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The npm package {@code @tiledesk/tiledesk-server} as published, with the packages that it needs
 * here. It is AGPL-3.0: a program of its own for tests, never a part of what we ship.
 *
 * <p>Its sources stay as they are. It is unpacked below a project of ours that names its
 * dependencies without those that npm has not or an API test does not need (connectors, apps, the
 * enterprise modules), as it starts without them; with a {@code sharp} that runs on Node 20; and
 * with the {@code redis} whose API it calls, for it names no version and npm would take the newest.
 */
final class ServerPackage {

    private static final Path PROJECT = Path.of("src/test/node/tiledesk-server");
    private static final Path HOME = Path.of("target/tiledesk-server").toAbsolutePath();
    private static final Path SOURCES = HOME.resolve("package");

    /** What is installed: written last, and compared the next time. */
    private static final Path INSTALLED = HOME.resolve("installed.json");

    private static final String LOCK = "package-lock.json";
    private static final String VERSION = "2.19.16";
    private static final String NAME = "@tiledesk/tiledesk-server@" + VERSION;
    private static final String ARCHIVE = "tiledesk-tiledesk-server-" + VERSION + ".tgz";
    private static final String INTEGRITY =
            "sha512-WFBBmNhuYREvR8YJb9VtVNU0rrPM676oLPszsu7MhZmOUXba+5fZKJFM+Ag6zqxQ/tbHYwPf1Q7s/AKLLQTR2g==";

    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(8);
    private static final Duration PACK_LIMIT = Duration.ofMinutes(2);

    private ServerPackage() {}

    /** Installs it, unless it is there, and returns its folder. */
    static Path installed() {
        try {
            String wanted = NAME + Files.readString(PROJECT.resolve(LOCK));
            if (!Files.exists(INSTALLED) || !wanted.equals(Files.readString(INSTALLED))) {
                install();
                Files.writeString(INSTALLED, wanted);
            }
            copyProject();
            return SOURCES;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void install() throws IOException {
        Files.createDirectories(HOME);
        copyProject();
        // What has something to build brings it built.
        run(
                INSTALL_LIMIT,
                "npm",
                "ci",
                "--ignore-scripts",
                "--prefer-offline",
                "--no-audit",
                "--no-fund");
        JsonNode packed =
                new ObjectMapper().readTree(run(PACK_LIMIT, "npm", "pack", "--json", NAME)).path(0);
        if (!INTEGRITY.equals(packed.path("integrity").asText())) {
            throw new IllegalStateException("Not what was published as " + NAME + ": " + packed);
        }
        run(PACK_LIMIT, "tar", "-xzf", ARCHIVE);
    }

    private static void copyProject() throws IOException {
        try (Stream<Path> files = Files.list(PROJECT)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        HOME.resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static String run(Duration limit, String... command) {
        return new Program(List.of(command), HOME, Map.of()).run(limit);
    }
}
