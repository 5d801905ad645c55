package io.github.keycloaktiledesk.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.keycloak.admin.client.Keycloak;

/** Keycloak's distribution as a process on this machine, with a database of its own. */
final class KeycloakDistribution implements KeycloakServer {

    private static final Duration READY_AFTER = Duration.ofMinutes(4);

    private final KeycloakProcess process;
    private final Path log;
    private final Keycloak admin;

    private KeycloakDistribution(KeycloakProcess process, Path log) {
        this.process = process;
        this.log = log;
        this.admin = Administrator.client(process.url());
    }

    static KeycloakDistribution start(ServerOptions options) {
        KeycloakHome home =
                KeycloakHome.create(BuildOutput.servers().resolve(UUID.randomUUID().toString()));
        home.trust(TestCertificate.pem());
        Path log = home.directory().resolve("server.log");
        KeycloakProcess process =
                KeycloakProcess.start(
                        home, Ports.free(), options.arguments(), Redirect.to(log.toFile()));
        try {
            process.awaitReady(READY_AFTER);
        } catch (IllegalStateException e) {
            process.close();
            throw new IllegalStateException(e.getMessage() + ". Its log:\n" + read(log), e);
        }
        return new KeycloakDistribution(process, log);
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
        return read(log);
    }

    @Override
    public String hostAddress() {
        return "localhost";
    }

    @Override
    public void close() {
        admin.close();
        process.close();
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
