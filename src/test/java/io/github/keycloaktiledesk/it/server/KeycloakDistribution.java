// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.keycloak.admin.client.Keycloak;

/** Keycloak's distribution as a process on this machine. */
final class KeycloakDistribution implements KeycloakServer {

    private static final Duration READY_AFTER = Duration.ofMinutes(8);

    private final Supplier<KeycloakProcess> start;
    private final Path log;
    private final Keycloak admin;

    private KeycloakProcess process;
    private Runnable whenReady = () -> {};

    private KeycloakDistribution(Supplier<KeycloakProcess> start, Path log) {
        this.start = start;
        this.process = start.get();
        this.log = log;
        LogSearch.LOGS.add(log.toString(), this::log);
        this.admin = Administrator.client(process.url());
    }

    /** Starts one in development mode, with a database of its own. */
    static KeycloakDistribution start(ServerOptions options) {
        KeycloakDistribution server = launch("start-dev", Ports.free(), options);
        server.awaitReady();
        return server;
    }

    /**
     * Begins to start one: {@link #awaitReady} waits for it.
     *
     * @param command what its script is told to do
     */
    static KeycloakDistribution launch(String command, int port, ServerOptions options) {
        return launch(List.of(), command, port, options, List.of());
    }

    /**
     * Begins to start one with other providers beside ours, through another program.
     *
     * @param runner that program and its arguments; nothing if it is to run by itself
     * @param command what its script is told to do
     * @param providers the other providers' jars
     */
    static KeycloakDistribution launch(
            List<String> runner,
            String command,
            int port,
            ServerOptions options,
            List<Path> providers) {
        KeycloakHome home = createHome();
        providers.forEach(home::provider);
        BuiltServers.Kind kind = BuiltServers.Kind.of(home, command, options);
        kind.give(home);
        KeycloakDistribution server = launch(runner, home, command, port, options);
        server.whenReady = () -> kind.keep(home);
        return server;
    }

    /** Makes the home of one with our jar, which trusts the tests' certificate. */
    static KeycloakHome createHome() {
        KeycloakHome home =
                KeycloakHome.create(BuildOutput.servers().resolve(UUID.randomUUID().toString()));
        home.trust(TestCertificate.pem());
        return home;
    }

    /**
     * Begins to start one in a home that there is.
     *
     * @param command what its script is told to do
     */
    static KeycloakDistribution launch(
            KeycloakHome home, String command, int port, ServerOptions options) {
        return launch(List.of(), home, command, port, options);
    }

    /**
     * Begins to start one in a home that there is, through another program.
     *
     * @param runner that program and its arguments; nothing if it is to run by itself
     * @param command what its script is told to do
     */
    static KeycloakDistribution launch(
            List<String> runner,
            KeycloakHome home,
            String command,
            int port,
            ServerOptions options) {
        Path log = home.directory().resolve("server.log");
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(options.arguments());
        return new KeycloakDistribution(
                () ->
                        KeycloakProcess.start(
                                runner, home, port, arguments, Redirect.appendTo(log.toFile())),
                log);
    }

    /**
     * Waits until it answers; one that does not is stopped.
     *
     * @throws IllegalStateException if it does not answer in time, with its log
     */
    void awaitReady() {
        try {
            process.awaitReady(READY_AFTER);
            whenReady.run();
        } catch (IllegalStateException e) {
            close();
            throw new IllegalStateException(e.getMessage() + ". Its log:\n" + log(), e);
        }
    }

    /** Ends it as a crash would. */
    void kill() {
        process.kill();
    }

    /** Begins to start it again, where and as it was. */
    void restart() {
        process = start.get();
    }

    /** Asks it to end, and waits for that. */
    void stop() {
        process.close();
    }

    /** Its home, in which its commands may be run while it is stopped. */
    KeycloakHome home() {
        return new KeycloakHome(log.getParent());
    }

    @Override
    public Optional<Duration> cpu() {
        return Optional.of(process.cpu());
    }

    /** Its Java. */
    ProcessHandle java() {
        return process.java();
    }

    @Override
    public URI url() {
        return process.url();
    }

    @Override
    public Keycloak admin() {
        return admin;
    }

    @Override
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String hostAddress() {
        return "localhost";
    }

    @Override
    public void write(String file, String text) {
        try {
            Files.writeString(log.resolveSibling(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
        process.close();
    }
}
