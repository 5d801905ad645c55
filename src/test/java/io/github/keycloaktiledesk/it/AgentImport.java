// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import io.github.keycloaktiledesk.it.server.AdminCli;
import io.github.keycloaktiledesk.it.server.Program;
import io.github.keycloaktiledesk.it.server.ShellBlock;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The commands of the page 'Agents keep their passwords', run as it shows them. */
final class AgentImport {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Path folder;

    private AgentImport(Path folder) {
        this.folder = folder;
    }

    /** Whether this machine can run them. */
    static boolean isSupported() {
        return Program.isInPath("bash") && Program.isInPath("jq");
    }

    /** Prepares to import these accounts, as mongoexport writes them. */
    static AgentImport of(String accounts) {
        Path folder = Path.of("target/agents", UUID.randomUUID().toString());
        try {
            Files.createDirectories(folder);
            Files.copy(Path.of("deploy/tiledesk-users.jq"), folder.resolve("tiledesk-users.jq"));
            Files.writeString(folder.resolve("users.json"), accounts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new AgentImport(folder);
    }

    /**
     * Makes the file that Keycloak imports, and returns it.
     *
     * @param realm the realm's name
     * @param options further options of jq's
     */
    String convert(String realm, String options) {
        run(
                ShellBlock.CONVERT_ACCOUNTS
                        .code()
                        .replace("demo", realm)
                        .replace("--slurp", "--slurp " + options));
        return converted();
    }

    /** What has been made, perhaps nothing. */
    String converted() {
        try {
            return Files.readString(folder.resolve("import.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Imports that file, and returns what is said of it. */
    String load(TestRealm realm) {
        URI server = realm.url().resolve("/");
        return run(
                ShellBlock.IMPORT_ACCOUNTS
                        .code()
                        .replace("https://id.example.com", server.toString())
                        .replace("demo", realm.name()));
    }

    private String run(String script) {
        return new Program(List.of("bash", "-euc", script), folder, AdminCli.environment(folder))
                .run(LIMIT);
    }
}
