package io.github.keycloaktiledesk.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/**
 * A real reverse proxy with the configuration that we ship, in front of a realm and a Tiledesk
 * server. It does not outlive this JVM.
 *
 * <p>It calls Keycloak from 127.0.0.1: {@link KeycloakServer#behindProxy} believes what it says.
 */
public final class ReverseProxy implements AutoCloseable {

    private static final Duration READY_AFTER = Duration.ofSeconds(20);

    private final Process process;
    private final ReverseProxyKind kind;
    private final ReverseProxySite site;
    private final Thread atExit = new Thread(this::stop);

    private ReverseProxy(Process process, ReverseProxyKind kind, ReverseProxySite site) {
        this.process = process;
        this.kind = kind;
        this.site = site;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts one.
     *
     * @param realm whose Tiledesk calls it sends to Keycloak
     * @param tiledesk where it sends all else
     */
    public static ReverseProxy start(ReverseProxyKind kind, TestRealm realm, URI tiledesk) {
        return start(kind, realm.url(), tiledesk);
    }

    /**
     * Starts one.
     *
     * @param realm the URL of the realm whose Tiledesk calls it sends to Keycloak
     * @param tiledesk where it sends all else
     */
    public static ReverseProxy start(ReverseProxyKind kind, URI realm, URI tiledesk) {
        return start(kind, false, realm, tiledesk);
    }

    /** Starts one that speaks TLS, as in earnest; {@link #calls} trusts it. */
    public static ReverseProxy startWithTls(ReverseProxyKind kind, TestRealm realm, URI tiledesk) {
        return start(kind, true, realm.url(), tiledesk);
    }

    private static ReverseProxy start(ReverseProxyKind kind, boolean tls, URI realm, URI tiledesk) {
        Path folder = BuildOutput.servers().resolve(kind + "-" + UUID.randomUUID());
        ReverseProxySite to =
                new ReverseProxySite(
                        folder,
                        Ports.free(),
                        tls,
                        realm.getPath().replace("/realms/", ""),
                        hostAndPort(realm),
                        hostAndPort(tiledesk));
        try {
            Files.createDirectories(folder);
            kind.configure(to);
            Path log = folder.resolve("output.txt");
            ProcessBuilder builder =
                    new ProcessBuilder(kind.command(to))
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            builder.environment().putAll(kind.environment(to));
            ReverseProxy proxy = new ReverseProxy(builder.start(), kind, to);
            proxy.awaitReady(log);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where servers of this machine listen that are known by its name. */
    private static String hostAndPort(URI url) {
        return "127.0.0.1:" + url.getPort();
    }

    private void awaitReady(Path log) throws IOException {
        try {
            Soon.isTrue(READY_AFTER, "the proxy listens", () -> !process.isAlive() || listens());
        } catch (AssertionError e) {
            close();
            throw e;
        }
        if (!process.isAlive()) {
            close();
            throw new IllegalStateException("The proxy ended:\n" + Files.readString(log));
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", site.port()), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The base URL that Tiledesk's clients are given, without a slash at its end. */
    public URI url() {
        return URI.create((site.tls() ? "https" : "http") + "://localhost:" + site.port());
    }

    /** Tiledesk's calls to it. */
    public Calls calls() {
        return site.tls()
                ? new Calls(url(), TestCertificate.trusting(kind.certificate(site)))
                : new Calls(url());
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
            stop();
        } catch (IllegalStateException e) {
            // The JVM is exiting: the hook stops it.
        }
    }

    private void stop() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
