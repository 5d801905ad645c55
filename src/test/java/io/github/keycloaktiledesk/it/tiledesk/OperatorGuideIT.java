// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.tiledesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.keycloaktiledesk.it.server.AdminCli;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.Ports;
import io.github.keycloaktiledesk.it.server.ReverseProxy;
import io.github.keycloaktiledesk.it.server.ReverseProxyKind;
import io.github.keycloaktiledesk.it.server.ShellBlock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RealmRepresentation;

/**
 * Who follows the page 'Put your Tiledesk behind Keycloak' from its top to its end, command by
 * command, has it working and sees what the page shows.
 */
@Tag(TiledeskServer.TAG)
class OperatorGuideIT {

    private static final String REALM = "operator-guide";
    private static final String AGENT = "ada@example.com";

    private final KeycloakServer keycloak = KeycloakServer.behindProxy();
    private final URI realm = URI.create(keycloak.url() + "/realms/" + REALM);
    private final int port = Ports.free();

    @AfterEach
    void deleteRealm() {
        keycloak.admin().realms().findAll().stream()
                .map(RealmRepresentation::getRealm)
                .filter(REALM::equals)
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
        URI tiledeskUrl = URI.create("http://127.0.0.1:" + port);

        try (ReverseProxy proxy = ReverseProxy.start(kind, realm, tiledeskUrl);
                Shell shell = new Shell(folder, environment(folder, proxy.url(), tiledeskUrl))) {
            run(shell, ShellBlock.OPERATOR_PLACES);
            run(shell, ShellBlock.OPERATOR_REALM);
            run(shell, ShellBlock.OPERATOR_AGENT_LIFETIME);
            run(shell, ShellBlock.OPERATOR_MEMBERSHIP);
            run(shell, ShellBlock.OPERATOR_ALGORITHM);
            run(shell, ShellBlock.OPERATOR_KEY);
            run(shell, ShellBlock.OPERATOR_ENVIRONMENT);
            try (TiledeskServer tiledesk =
                    TiledeskServer.start(settings(folder.resolve("tiledesk.env")))) {
                run(shell, ShellBlock.OPERATOR_PROXY);
                shell.run("ACCOUNT=" + tiledesk.account(AGENT));
                run(shell, ShellBlock.OPERATOR_AGENT);
                String agent = new Calls(proxy.url()).signin(AGENT, Demo.PASSWORD).token();
                assertThat(Jwt.of(agent).life())
                        .isLessThanOrEqualTo(Duration.ofHours(10).toSeconds());
                String project = tiledesk.project(agent);
                shell.run("PROJECT=" + project);
                shell.run("SECRET=" + tiledesk.projectSecret(agent, project));
                assertThat(run(shell, ShellBlock.OPERATOR_AGENT_SIGNS_IN))
                        .isEqualTo("200\n" + project + "  Acme\n");
                run(shell, ShellBlock.OPERATOR_CUSTOMERS);
                run(shell, ShellBlock.OPERATOR_VISITOR);
                run(shell, ShellBlock.OPERATOR_CHAT);
                run(shell, ShellBlock.OPERATOR_TAMPERED);

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

    private static String run(Shell shell, ShellBlock block) {
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
