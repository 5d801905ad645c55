package io.github.keycloaktiledesk.it.tiledesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.keycloaktiledesk.it.server.AdminCli;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.DocumentedCommands;
import io.github.keycloaktiledesk.it.server.DocumentedCommands.Block;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.Ports;
import io.github.keycloaktiledesk.it.server.ReverseProxy;
import io.github.keycloaktiledesk.it.server.ReverseProxyKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.util.JsonSerialization;

/**
 * Who follows the page 'Put your Tiledesk behind Keycloak' from its top to its end, command by
 * command, has it working and sees what the page shows.
 */
@Tag(TiledeskServer.TAG)
class OperatorGuideIT {

    private static final Path PAGE = Path.of("docs/tiledesk-server.md");

    private static final String REALM = "operator-guide";
    private static final String AGENT = "ada@example.com";

    private final KeycloakServer keycloak = KeycloakServer.behindProxy();
    private final URI realm = URI.create(keycloak.url() + "/realms/" + REALM);
    private final int port = Ports.free();

    /** Somebody has tried the demo on the server before. */
    @BeforeEach
    void makeDemoRealm() throws IOException {
        String export = Files.readString(Demo.EXPORT);
        keycloak.admin()
                .realms()
                .create(JsonSerialization.readValue(export, RealmRepresentation.class));
    }

    @AfterEach
    void deleteRealms() {
        keycloak.admin().realms().findAll().stream()
                .map(RealmRepresentation::getRealm)
                .filter(List.of(REALM, Demo.REALM)::contains)
                .forEach(made -> keycloak.admin().realm(made).remove());
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
        Deque<Block> blocks = new ArrayDeque<>(DocumentedCommands.of(PAGE, "sh"));

        try (ReverseProxy proxy = ReverseProxy.start(kind, realm, tiledeskUrl);
                Shell shell = new Shell(folder, environment(folder, proxy.url(), tiledeskUrl))) {
            // Where everything is; the realm; its algorithm; its key; Tiledesk's environment.
            follow(shell, blocks, 5);
            try (TiledeskServer tiledesk =
                    TiledeskServer.start(settings(folder.resolve("tiledesk.env")))) {
                follow(shell, blocks, 1);
                shell.run("ACCOUNT=" + tiledesk.account(AGENT));
                follow(shell, blocks, 1);
                String agent = new Calls(proxy.url()).signin(AGENT, Demo.PASSWORD).token();
                assertThat(Jwt.of(agent).life())
                        .isLessThanOrEqualTo(Duration.ofHours(10).toSeconds());
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

    private static void follow(Shell shell, Deque<Block> blocks, int count) {
        for (int i = 0; i < count; i++) {
            run(shell, blocks.remove());
        }
    }

    private static String run(Shell shell, Block block) {
        String written = shell.run(block.code());
        block.output().ifPresent(shown -> assertThat(written).as(block.code()).isEqualTo(shown));
        return written;
    }

    private Map<String, String> environment(Path folder, URI chat, URI tiledesk) {
        Map<String, String> environment = new HashMap<>(AdminCli.environment(folder));
        environment.put("REALM", REALM);
        environment.put("KEYCLOAK", keycloak.url().toString());
        environment.put("CHAT", chat.toString());
        environment.put("TILEDESK", tiledesk.toString());
        environment.put("PASSWORD", Demo.PASSWORD);
        return environment;
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
