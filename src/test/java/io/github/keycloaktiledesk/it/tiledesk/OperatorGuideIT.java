package io.github.keycloaktiledesk.it.tiledesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.Ports;
import io.github.keycloaktiledesk.it.server.ReverseProxy;
import io.github.keycloaktiledesk.it.server.ReverseProxyKind;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Who follows the page 'Put your Tiledesk behind Keycloak' from its top to its end, command by
 * command, has it working and sees what the page shows.
 */
@Tag(TiledeskServer.TAG)
class OperatorGuideIT {

    private static final Path PAGE = Path.of("docs/tiledesk-server.md");

    /** Commands, and what they write if the page shows it. */
    private static final Pattern BLOCK =
            Pattern.compile(
                    "^```sh\\n(.*?)^```\\n(?:\\n```text\\n(.*?)^```\\n)?",
                    Pattern.DOTALL | Pattern.MULTILINE);

    private static final String REALM = "operator-guide";
    private static final String AGENT = "ada@example.com";

    private final KeycloakServer keycloak = KeycloakServer.behindProxy();
    private final URI realm = URI.create(keycloak.url() + "/realms/" + REALM);
    private final int port = Ports.free();

    @AfterEach
    void deleteRealm() {
        boolean made =
                keycloak.admin().realms().findAll().stream()
                        .anyMatch(found -> REALM.equals(found.getRealm()));
        if (made) {
            keycloak.admin().realm(REALM).remove();
        }
    }

    @Test
    void works() throws IOException {
        ReverseProxyKind kind =
                Arrays.stream(ReverseProxyKind.values())
                        .filter(ReverseProxyKind::isInstalled)
                        .findFirst()
                        .orElse(null);
        assumeTrue(kind != null, "No reverse proxy is in the PATH");
        Path folder = Files.createDirectories(Path.of("target/operator-guide"));
        Files.writeString(folder.resolve("realm-export.json"), Files.readString(Demo.EXPORT));
        URI tiledeskUrl = URI.create("http://127.0.0.1:" + port);
        Deque<String[]> blocks = blocks();

        try (ReverseProxy proxy = ReverseProxy.start(kind, realm, tiledeskUrl);
                Shell shell = new Shell(folder, environment(folder, proxy.url(), tiledeskUrl))) {
            // Where everything is; the realm; its key; Tiledesk's environment.
            follow(shell, blocks, 4);
            try (TiledeskServer tiledesk =
                    TiledeskServer.start(settings(folder.resolve("tiledesk.env")))) {
                follow(shell, blocks, 1);
                shell.run("ACCOUNT=" + tiledesk.account(AGENT));
                follow(shell, blocks, 1);
                String agent = new Calls(proxy.url()).signin(AGENT, Demo.PASSWORD).token();
                String project = tiledesk.project(agent);
                shell.run("PROJECT=" + project);
                shell.run("SECRET=" + tiledesk.projectSecret(agent, project));
                assertThat(run(shell, blocks.remove())).isEqualTo("200\n" + project + "  Acme\n");
                follow(shell, blocks, blocks.size());

                takesLongTokens(proxy.url(), tiledesk, project);
            }
        }
    }

    /** As Node has been told to. */
    private static void takesLongTokens(URI base, TiledeskServer tiledesk, String project) {
        Map<String, String> attributes = Map.of("a", "x".repeat(16_000));
        Answer visitor =
                new Calls(base)
                        .anonymously(Map.of("id_project", project, "attributes", attributes));

        Answer joined = tiledesk.as(visitor.token()).join(project);

        assertThat(joined.status()).as(joined.text()).isEqualTo(200);
    }

    private static void follow(Shell shell, Deque<String[]> blocks, int count) {
        for (int i = 0; i < count; i++) {
            run(shell, blocks.remove());
        }
    }

    private static String run(Shell shell, String[] block) {
        String written = shell.run(block[0]);
        if (block[1] != null) {
            assertThat(written).as(block[0]).isEqualTo(block[1]);
        }
        return written;
    }

    private static Deque<String[]> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(PAGE))
                .results()
                .map(block -> new String[] {block.group(1), block.group(2)})
                .collect(Collectors.toCollection(ArrayDeque::new));
    }

    private Map<String, String> environment(Path folder, URI chat, URI tiledesk) {
        Path bin = Path.of(System.getProperty("dist.home"), "bin");
        return Map.of(
                "REALM",
                REALM,
                "KEYCLOAK",
                keycloak.url().toString(),
                "CHAT",
                chat.toString(),
                "TILEDESK",
                tiledesk.toString(),
                "PASSWORD",
                Demo.PASSWORD,
                "KC_CLI_PASSWORD",
                "admin",
                // Where the command line keeps its session.
                "KC_OPTS",
                "-Duser.home=" + folder.toAbsolutePath(),
                "JAVA_HOME",
                System.getProperty("java.home"),
                "PATH",
                bin + File.pathSeparator + System.getenv("PATH"));
    }

    /** The variables of a file, as Docker and systemd read one: nothing is unescaped. */
    private Map<String, String> settings(Path file) throws IOException {
        Map<String, String> settings =
                Files.readAllLines(file).stream()
                        .map(line -> line.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        settings.put("PORT", String.valueOf(port));
        return settings;
    }
}
