// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The project's Compose file in a folder of its own, with what stands beside it: on free ports, in
 * a network and under a name of its own. Close it, which deletes its containers and volumes.
 */
public final class ComposeProject implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(15);

    /** What a user has of this project, besides the jar. */
    private static final List<String> FILES =
            List.of("docker-compose.yml", "Dockerfile", ".dockerignore", "realm-export.json");

    /** As the build leaves them beside the jar; with one of them there is no image. */
    private static final List<String> OTHER_JARS =
            List.of(
                    "keycloak-tiledesk-0-javadoc.jar",
                    "keycloak-tiledesk-0-sources.jar",
                    "keycloak-tiledesk-0-tests.jar");

    private static final Path HELPERS = Path.of("deploy");

    /** The same every time, so that none is left but the last. */
    private static final String IMAGE = "keycloak-tiledesk:it";

    private final Path folder;
    private final String name = "it-" + UUID.randomUUID();
    private final URI tiledesk = atFreePort();
    private final URI keycloak = atFreePort();
    private final URI console = atFreePort();
    private final Map<String, String> environment = new HashMap<>();
    private final Thread atExit = new Thread(this::down);

    private ComposeProject(Path folder) {
        this.folder = folder;
        // Its containers would start again with the engine.
        Runtime.getRuntime().addShutdownHook(atExit);
        environment.putAll(
                Map.of(
                        "COMPOSE_PROJECT_NAME",
                        name,
                        "KEYCLOAK_IMAGE",
                        IMAGE,
                        "KEYCLOAK_VERSION",
                        BuildOutput.keycloakVersion(),
                        "NETWORK_PREFIX",
                        "10." + ThreadLocalRandom.current().nextInt(64, 192),
                        "TILEDESK_PORT",
                        String.valueOf(tiledesk.getPort()),
                        "KEYCLOAK_PORT",
                        String.valueOf(keycloak.getPort()),
                        "KEYCLOAK_URL",
                        keycloak.toString(),
                        "KEYCLOAK_ADMIN_PORT",
                        String.valueOf(console.getPort()),
                        "KEYCLOAK_ADMIN_URL",
                        console.toString()));
    }

    /** Skips the test where Keycloak is not to be run in containers, or there is no Compose. */
    public static void assumeRunsHere() {
        assumeTrue(ServerKind.chosen() == ServerKind.CONTAINER, "Not for Keycloak in a container");
        for (String program : List.of("bash", "curl", "openssl")) {
            assumeTrue(Program.isInPath(program), () -> program + " is not installed");
        }
        assumeTrue(hasCompose(), "No docker compose");
    }

    private static boolean hasCompose() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "compose");
            new Program(List.of("docker", "compose", "version"), folder, Map.of()).run(LIMIT);
            return true;
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            return false;
        }
    }

    /** Puts the files into an empty folder, and starts nothing. */
    public static ComposeProject create(Path folder) {
        try {
            for (String file : FILES) {
                Files.copy(Path.of(file), folder.resolve(file));
            }
            Path jar = BuildOutput.providerJar();
            Files.createDirectory(folder.resolve("target"));
            Files.copy(jar, folder.resolve("target").resolve(jar.getFileName()));
            for (String other : OTHER_JARS) {
                Files.createFile(folder.resolve("target").resolve(other));
            }
            try (Stream<Path> helpers = Files.walk(HELPERS)) {
                for (Path helper : helpers.toList()) {
                    Files.copy(helper, folder.resolve(helper));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ComposeProject(folder);
    }

    /** Puts a newer jar in the place of ours, as a clean build does, and returns its version. */
    public String replaceJar() throws IOException {
        Path target = folder.resolve("target");
        Files.delete(target.resolve(BuildOutput.providerJar().getFileName()));
        return NewerJar.in(target).version();
    }

    /** Sets variables of the environment that commands are run in. */
    public ComposeProject with(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    /** The base URL of Tiledesk's clients. */
    public URI tiledesk() {
        return tiledesk;
    }

    /** Keycloak's own address. */
    public URI keycloak() {
        return keycloak;
    }

    /** The console's address. */
    public URI console() {
        return console;
    }

    /** The address of the proxy in the network that it shares with the nodes. */
    public String proxyAddress() {
        return environment.get("NETWORK_PREFIX") + ".80.10";
    }

    /** The image that it builds. */
    public String image() {
        return IMAGE;
    }

    /** Runs what a page shows, except that its ports are this project's, and returns the output. */
    public String run(ShellBlock block) {
        String script =
                block.code()
                        .replace("http://localhost:8000", tiledesk.toString())
                        .replace("http://localhost:8080", keycloak.toString());
        return run(List.of("bash", "-euc", script));
    }

    /** Runs {@code docker compose} and returns its output. */
    public String compose(String... arguments) {
        return run(Stream.concat(Stream.of("docker", "compose"), Stream.of(arguments)).toList());
    }

    /** Runs a command in a service's container and returns its output. */
    public String exec(String service, String... command) {
        List<String> arguments = new ArrayList<>(List.of("exec", "-T", service));
        arguments.addAll(List.of(command));
        return compose(arguments.toArray(String[]::new));
    }

    /** Asks {@code docker inspect} of a service's container. */
    public String inspect(String service, String format) {
        return run(List.of(
                        "docker",
                        "inspect",
                        "--format",
                        format,
                        compose("ps", "-q", service).strip()))
                .strip();
    }

    /** Runs a program in the folder and returns its output. */
    public String run(List<String> command) {
        try {
            // Each with files of its own, as some are run at once.
            Path output = Files.createTempDirectory(folder, "output");
            String here = "cd '" + folder + "' && exec \"$@\"";
            List<String> all = new ArrayList<>(List.of("bash", "-c", here, "bash"));
            all.addAll(command);
            return new Program(all, output, environment).run(LIMIT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until each of these services is healthy. */
    public void awaitHealthy(Set<String> services) {
        try {
            Soon.isTrue(LIMIT, services + " are healthy", () -> healthy().containsAll(services));
        } catch (AssertionError e) {
            throw new AssertionError(compose("logs", "--tail", "100"), e);
        }
    }

    /** The services that are healthy. */
    public Set<String> healthy() {
        return list("ps", "{{.Label \"com.docker.compose.service\"}} {{.Status}}")
                .filter(line -> line.endsWith("(healthy)"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .collect(Collectors.toSet());
    }

    /** What the engine has of this project: names of containers, volumes and networks. */
    public List<String> remains() {
        return Stream.of(
                        list("ps", "{{.Names}}", "--all"),
                        list("volume", "{{.Name}}"),
                        list("network", "{{.Name}}"))
                .flatMap(names -> names)
                .toList();
    }

    private Stream<String> list(String what, String format, String... options) {
        List<String> command = new ArrayList<>(List.of("docker", what));
        if (!what.equals("ps")) {
            command.add("ls");
        }
        command.addAll(List.of(options));
        command.addAll(List.of("--format", format));
        command.addAll(List.of("--filter", "label=com.docker.compose.project=" + name));
        return run(command).lines();
    }

    private static URI atFreePort() {
        return URI.create("http://localhost:" + Ports.free());
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        down();
    }

    private void down() {
        with(Map.of("SECRETS", "./none", "KEYCLOAK_REALM", "none"));
        compose("down", "--volumes", "--remove-orphans");
    }
}
