// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.ComposeProject;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.RawHttp;
import io.github.keycloaktiledesk.it.server.ServerInfo;
import io.github.keycloaktiledesk.it.server.ShellBlock;
import io.github.keycloaktiledesk.it.server.Soon;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The Compose file, run as the page on containers says, with secrets made as it says. */
@Tag("container")
class ComposeIT {

    private static final List<String> NODES = List.of("keycloak-1", "keycloak-2");
    private static final Set<String> SERVICES =
            Set.of("postgres", "keycloak-1", "keycloak-2", "proxy");

    private static final Map<String, String> VISITOR = Map.of("id_project", Demo.PROJECT);

    private static final Pattern VIEW =
            Pattern.compile(
                    "cluster view .*?\\|(?<number>\\d+)] \\(\\d\\) \\[(?<first>keycloak-\\d)");

    private static final Duration GONE_AFTER = Duration.ofMinutes(1);

    @TempDir private static Path folder;

    private static ComposeProject compose;
    private static Calls calls;

    /** The realm is the demo's, so that there is somebody to sign in. */
    @BeforeAll
    static void start() {
        ComposeProject.assumeRunsHere();
        compose =
                ComposeProject.create(folder)
                        .with(
                                Map.of(
                                        "COMPOSE_FILE",
                                        "docker-compose.yml:deploy/compose/demo.yml",
                                        "KEYCLOAK_REALM",
                                        Demo.REALM));
        calls = new Calls(compose.tiledesk());
        compose.run(ShellBlock.MAKE_SECRETS);
        compose.run(ShellBlock.RUN_COMPOSE);
        compose.awaitHealthy(SERVICES);
    }

    @AfterAll
    static void remove() {
        if (compose != null) {
            compose.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/v3"})
    void letsAllThreeSignInAndComeBackThroughTheBaseUrl(String version) {
        Calls base = new Calls(URI.create(compose.tiledesk() + version));

        for (Answer answer :
                List.of(
                        base.signin(Demo.AGENT, Demo.PASSWORD),
                        base.anonymously(VISITOR),
                        base.customToken(Demo.customer().sign(Demo.SECRET)))) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.claims().path("iss").asText())
                    .isEqualTo(compose.keycloak() + "/realms/" + Demo.REALM);
            // Twice, as the proxy takes turns.
            for (int i = 0; i < 2; i++) {
                Answer again = base.customToken(answer.token());
                assertThat(again.status()).as(again.text()).isEqualTo(200);
                assertThat(again.userId()).isEqualTo(answer.userId());
            }
        }
    }

    @Test
    void tellsKeycloakWhoIsAskingWhateverTheCallerSays() {
        RawHttp.postFrom(
                "127.0.0.1",
                URI.create(compose.tiledesk() + Calls.ANONYMOUSLY),
                List.of("X-Forwarded-For: 198.51.100.7", "Forwarded: for=198.51.100.8"),
                "{\"id_project\":\"" + Demo.PROJECT + "\"}");

        try (Keycloak admin = admin(secret("admin-password"))) {
            assertThat(admin.realm(Demo.REALM).getEvents())
                    .extracting(EventRepresentation::getIpAddress)
                    .isNotEmpty()
                    .doesNotContain(compose.proxyAddress(), "198.51.100.7", "198.51.100.8");
        }
    }

    @Test
    void hasNoAdministratorButTheOneWhosePasswordWasMade() {
        try (Keycloak admin = admin(secret("admin-password"))) {
            assertThat(admin.realm("master").users().list())
                    .extracting(UserRepresentation::getUsername)
                    .containsExactly("admin");
        }
        assertThat(logIn(secret("admin-password")).status()).isEqualTo(200);
        Answer refused = logIn("admin");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("error").asText()).isEqualTo("invalid_grant");
        assertThat(refused.json().path("error_description").asText())
                .isEqualTo("Invalid user credentials");
    }

    private static Answer logIn(String password) {
        String form = "grant_type=password&client_id=admin-cli&username=admin&password=" + password;
        return new Calls(compose.console())
                .post(
                        "/realms/master/protocol/openid-connect/token",
                        Map.of("Content-Type", "application/x-www-form-urlencoded"),
                        form.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "/, 404",
        "/admin/, 404",
        "/admin/master/console/, 404",
        "/ADMIN/, 404",
        "/metrics, 404",
        "/health, 404",
        "/health/ready, 404",
        "/realms/../admin/, 404",
        "/realms/%2e%2e/admin/, 404",
        "/realms//../admin/, 404",
        "/realms/x/..%2f..%2fadmin/, 404",
        "/realms/demo/..;/..;/admin/, 400",
        "/realms/demo//x, 400",
        "/realms/demo/..%5cadmin/, 400",
        "/realms/demo/.well-known/openid-configuration, 200"
    })
    void opensOfKeycloakWhatIsForThePublic(String path, int status) {
        assertThat(get(compose.keycloak(), path).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "/admin/master/console/, 200",
        "/metrics, 404",
        "/health, 404",
        "/realms/../metrics, 404",
    })
    void opensTheConsoleAtAnAddressOfItsOwn(String path, int status) {
        assertThat(get(compose.console(), path).status()).isEqualTo(status);
    }

    /** There is no Tiledesk here, so that what is for it finds nobody. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/realms/demo",
                "/realms/master/protocol/openid-connect/token",
                "/admin/",
                "/metrics",
                "/health/ready",
                "/auth/signin/../../admin/"
            })
    void opensNothingElseOfKeycloakAtTheBaseUrl(String path) {
        Answer answer = get(compose.tiledesk(), path);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("msg").asText()).isEqualTo("Temporarily unavailable");
    }

    @Test
    void isReachedFromThisMachineOnly() {
        String published = "{{range .NetworkSettings.Ports}}{{range .}}{{.HostIp}} {{end}}{{end}}";
        assertThat(compose.inspect("proxy", published).split(" "))
                .hasSize(3)
                .containsOnly("127.0.0.1");
        for (String service : List.of("postgres", "keycloak-1", "keycloak-2")) {
            assertThat(compose.inspect(service, published)).as(service).isEmpty();
        }
    }

    @Test
    void keepsTheDatabaseInANetworkWithoutTheProxy() {
        List<String> ofDatabase = networks("postgres");

        assertThat(ofDatabase).hasSize(1).doesNotContainAnyElementsOf(networks("proxy"));
        assertThat(networks("keycloak-1")).containsAll(ofDatabase);
        assertThat(
                        compose.run(
                                        List.of(
                                                "docker",
                                                "network",
                                                "inspect",
                                                "--format",
                                                "{{.Internal}}",
                                                ofDatabase.get(0)))
                                .strip())
                .isEqualTo("true");
    }

    @Test
    void runsKeycloakAsNobodyWithPower() {
        for (String node : NODES) {
            assertThat(compose.exec(node, "id", "-u").strip()).isEqualTo("1000");
            assertThat(compose.exec(node, "cat", "/proc/1/status"))
                    .contains("CapBnd:\t0000000000000000", "NoNewPrivs:\t1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "postgres, /usr/local/bin/x, /var/lib/postgresql/data/x",
        "keycloak-1, /opt/keycloak/providers/x, /opt/keycloak/data/x",
        "keycloak-2, /opt/keycloak/conf/x, /tmp/x",
        "proxy, /etc/caddy/x, /data/x"
    })
    void hasFileSystemsThatCannotBeWrittenTo(String service, String closed, String open) {
        compose.exec(service, "touch", open);
        compose.exec(service, "rm", open);

        assertThat(compose.inspect(service, "{{.HostConfig.ReadonlyRootfs}}")).isEqualTo("true");
        assertThatThrownBy(() -> compose.exec(service, "touch", closed))
                .hasMessageContaining("Read-only file system");
    }

    @Test
    void showsNoSecretToWhomItAsks() {
        Stream<String> places =
                Stream.concat(
                        SERVICES.stream().map(service -> compose.inspect(service, "{{json .}}")),
                        Stream.of(
                                compose.compose("logs"),
                                compose.compose("top"),
                                compose.compose("config"),
                                compose.run(
                                        List.of(
                                                "docker",
                                                "history",
                                                "--no-trunc",
                                                compose.image()))));

        assertThat(places.toList())
                .hasSize(SERVICES.size() + 4)
                .allSatisfy(
                        place ->
                                assertThat(place)
                                        .isNotBlank()
                                        .doesNotContain(
                                                secret("admin-password"),
                                                secret("database-password")));
        // As one who may run commands in it sees: it is there.
        assertThat(compose.exec("keycloak-1", "cat", "/run/secrets/database-password").strip())
                .isEqualTo(secret("database-password"));
    }

    @Test
    void makesOneClusterOfBothNodes() {
        for (String node : NODES) {
            assertThat(compose.compose("logs", node))
                    .containsPattern(
                            "cluster view .*\\(2\\) \\[keycloak-\\d-\\d+.*, keycloak-\\d-\\d+.*]");
        }
    }

    /** The cluster's coordinator, which leaves more behind than the other would. */
    @Test
    void answersOnWhenANodeIsKilled() {
        Answer before = calls.signin(Demo.AGENT, Demo.PASSWORD);
        String killed = coordinator();
        String left = NODES.get(1 - NODES.indexOf(killed));

        compose.compose("kill", "-s", "SIGKILL", killed);

        try {
            // The engine answers before the node is gone, in whose hands a call would be lost.
            Soon.isTrue(GONE_AFTER, "the node is gone", () -> !compose.healthy().contains(killed));
            Soon.isTrue(GONE_AFTER, "the other knows", () -> coordinator().equals(left));
            for (int i = 0; i < 20; i++) {
                assertThat(ready(left)).startsWith("HTTP/1.0 200");
                assertThat(calls.signin(Demo.AGENT, Demo.PASSWORD).status()).isEqualTo(200);
                assertThat(calls.customToken(before.token()).status()).isEqualTo(200);
            }
            assertThat(get(compose.keycloak(), "/realms/demo").status()).isEqualTo(200);
        } finally {
            compose.compose("up", "-d");
            compose.awaitHealthy(SERVICES);
        }
    }

    /** The first member of the newest view of the cluster that a node has had. */
    private static String coordinator() {
        return Stream.of(compose.compose("logs", "--no-color").split("\n"))
                .map(VIEW::matcher)
                .filter(Matcher::find)
                .max(Comparator.comparing(view -> Integer.parseInt(view.group("number"))))
                .orElseThrow()
                .group("first");
    }

    private static String ready(String node) {
        return compose.exec(
                node,
                "bash",
                "-c",
                "exec 3<>/dev/tcp/127.0.0.1/9000"
                        + " && printf 'GET /health/ready HTTP/1.0\\r\\nHost:localhost\\r\\n\\r\\n' >&3"
                        + " && cat <&3");
    }

    @Test
    void mayTakeTheTimeThatItNeedsToStop() {
        for (String node : NODES) {
            String environment = compose.inspect(node, "{{range .Config.Env}}{{println .}}{{end}}");
            int limit = Integer.parseInt(compose.inspect(node, "{{.Config.StopTimeout}}"));

            assertThat(limit)
                    .isGreaterThan(
                            seconds("KC_SHUTDOWN_DELAY", environment)
                                    + seconds("KC_SHUTDOWN_TIMEOUT", environment));
        }
    }

    private static int seconds(String variable, String environment) {
        Matcher matcher = Pattern.compile("(?m)^" + variable + "=(\\d+)s$").matcher(environment);
        assertThat(matcher.find()).as(variable).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    @Test
    void answersWhileItIsUpdated() throws IOException {
        Answer before = calls.anonymously(VISITOR);
        List<String> old = NODES.stream().map(ComposeIT::id).toList();
        String version = compose.replaceJar();

        CompletableFuture<Void> update =
                CompletableFuture.runAsync(() -> compose.run(ShellBlock.UPDATE_NODES));
        List<Integer> statuses = new ArrayList<>();
        try {
            while (!update.isDone()) {
                statuses.add(calls.customToken(before.token()).status());
            }
        } finally {
            update.join();
        }

        assertThat(NODES.stream().map(ComposeIT::id)).doesNotContainAnyElementsOf(old);
        for (String node : NODES) {
            assertThat(compose.exec(node, "ls", "/opt/keycloak/providers")).contains(version);
        }
        try (Keycloak admin = admin(secret("admin-password"))) {
            assertThat(new ServerInfo(admin).ofBuild()).containsEntry("Version", version);
        }
        assertThat(statuses).contains(200);
        // The one call that may have been in the node's hands, of each node.
        assertThat(statuses)
                .filteredOn(status -> status != 200)
                .hasSizeLessThanOrEqualTo(2)
                .allMatch(status -> status == 503);
        assertThat(compose.healthy()).containsAll(SERVICES);
    }

    @Test
    void backsItsDatabaseUp() throws IOException {
        compose.run(ShellBlock.BACK_UP);

        assertThat(Files.readAllBytes(folder.resolve("keycloak.dump")))
                .startsWith("PGDMP".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void startsNothingWithoutSecrets(@TempDir Path empty) {
        try (ComposeProject without = ComposeProject.create(empty)) {
            assertThatThrownBy(() -> without.run(ShellBlock.RUN_COMPOSE))
                    .hasMessageContaining("make the secrets first, as docs/containers.md shows");
            assertThat(without.remains()).isEmpty();
        }
    }

    @Test
    void saysWhichSecretIsMissing() {
        List<String> command =
                List.of("sh", "deploy/compose/with-secrets.sh", "X=absent", "--", "true");

        assertThatThrownBy(() -> compose.run(command))
                .hasMessageContaining("There is no file /run/secrets/absent");
    }

    @Test
    void takesTheDemosSecretsForTheDemoOnly() {
        assertThatThrownBy(() -> withDemoSecrets("false"))
                .hasMessageContaining("admin-password has less than 16 characters");
        assertThat(withDemoSecrets("true")).isEqualTo("admin");
    }

    private static String withDemoSecrets(String demo) {
        return compose.run(
                        List.of(
                                "docker",
                                "run",
                                "--rm",
                                "--network=none",
                                "--env=DEMO=" + demo,
                                "--volume="
                                        + folder
                                        + "/deploy/compose/demo-secrets:/run/secrets:ro",
                                "--volume=" + folder + "/deploy/compose:/compose:ro",
                                "--entrypoint=sh",
                                compose.image(),
                                "/compose/with-secrets.sh",
                                "PASSWORD=admin-password",
                                "--",
                                "sh",
                                "-c",
                                "echo $PASSWORD"))
                .strip();
    }

    /** Which takes images and addresses that a test has not; Compose can read it. */
    @Test
    void hasAPlaceForTiledeskAndForThePublic(@TempDir Path empty) {
        try (ComposeProject open = ComposeProject.create(empty)) {
            open.with(
                    Map.of(
                            "SECRETS", "./secrets",
                            "KEYCLOAK_REALM", "chat",
                            "TILEDESK_ADDRESS", "chat.example.com",
                            "KEYCLOAK_ADDRESS", "id.example.com",
                            "COMPOSE_FILE",
                                    "docker-compose.yml:deploy/compose/demo.yml:deploy/compose/public.yml"));

            assertThat(open.compose("--profile", "tiledesk", "config"))
                    .contains(
                            "tiledesk/tiledesk-server:2.19.16",
                            "KC_HOSTNAME: https://id.example.com",
                            "TILEDESK_ADDRESS: chat.example.com")
                    .doesNotContain("DEMO: 'true'", "DEMO: \"true\"")
                    .containsPattern("443:443|published: \"?443");
        }
    }

    private static String id(String service) {
        return compose.inspect(service, "{{.Id}}");
    }

    private static List<String> networks(String service) {
        String names = "{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}";
        return List.of(compose.inspect(service, names).split(" "));
    }

    private static Answer get(URI server, String path) {
        return RawHttp.send("GET", path, server, List.of(), new byte[0]);
    }

    private static String secret(String name) {
        try {
            return Files.readString(folder.resolve("secrets").resolve(name)).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Keycloak admin(String password) {
        return KeycloakBuilder.builder()
                .serverUrl(compose.console().toString())
                .realm("master")
                .clientId("admin-cli")
                .username("admin")
                .password(password)
                .build();
    }
}
