// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A real reverse proxy with the configuration that we ship, in front of a realm and a Tiledesk
 * server. It does not outlive this JVM.
 *
 * <p>It calls Keycloak from 127.0.0.1: {@link KeycloakServer#behindProxy} believes what it says.
 */
public final class ReverseProxy implements AutoCloseable {

    private static final Duration READY_AFTER = Duration.ofSeconds(20);

    private final Background program;
    private final ReverseProxyKind kind;
    private final ReverseProxySite site;

    private ReverseProxy(Background program, ReverseProxyKind kind, ReverseProxySite site) {
        this.program = program;
        this.kind = kind;
        this.site = site;
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
        return start(kind, false, List.of(realm), false, tiledesk, folder -> {});
    }

    /**
     * Starts one in front of several nodes, all of which it takes for ready.
     *
     * @param realms the URL of the realm at each node
     * @param tiledesk where it sends all else
     */
    public static ReverseProxy start(ReverseProxyKind kind, List<URI> realms, URI tiledesk) {
        return start(kind, false, realms, false, tiledesk, folder -> {});
    }

    /**
     * Starts one in front of several nodes that asks them whether they are ready, if it can.
     *
     * @param realms the URL of the realm at each node, which has its health at the port of the
     *     calls
     * @param tiledesk where it sends all else
     */
    public static ReverseProxy startThatAsksNodes(
            ReverseProxyKind kind, List<URI> realms, URI tiledesk) {
        return start(kind, false, realms, true, tiledesk, folder -> {});
    }

    /** Starts one that speaks TLS, as in earnest; {@link #calls} trusts it. */
    public static ReverseProxy startWithTls(ReverseProxyKind kind, TestRealm realm, URI tiledesk) {
        return start(kind, true, List.of(realm.url()), false, tiledesk, folder -> {});
    }

    /**
     * Starts an nginx that can be told to reload, for which it takes processes of several users.
     */
    public static ReverseProxy startReloadable(URI realm, URI tiledesk) {
        return start(
                ReverseProxyKind.NGINX,
                false,
                List.of(realm),
                false,
                tiledesk,
                folder ->
                        edit(
                                folder.resolve("nginx.conf"),
                                "master_process off",
                                "master_process on"));
    }

    private static ReverseProxy start(
            ReverseProxyKind kind,
            boolean tls,
            List<URI> realms,
            boolean health,
            URI tiledesk,
            Consumer<Path> change) {
        Path folder = BuildOutput.servers().resolve(kind + "-" + UUID.randomUUID());
        ReverseProxySite to =
                new ReverseProxySite(
                        folder,
                        Ports.free(),
                        tls,
                        realms.get(0).getPath().replace("/realms/", ""),
                        realms.stream().map(ReverseProxy::hostAndPort).toList(),
                        health,
                        hostAndPort(tiledesk));
        try {
            Files.createDirectories(folder);
            kind.configure(to);
            change.accept(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Background program =
                Background.start(
                        kind.command(to),
                        folder,
                        folder.resolve("output.txt"),
                        kind.environment(to));
        ReverseProxy proxy = new ReverseProxy(program, kind, to);
        proxy.awaitReady();
        return proxy;
    }

    /** All that it has written so far. */
    public String log() {
        return program.log();
    }

    /** Where servers of this machine listen that are known by its name. */
    private static String hostAndPort(URI url) {
        return "127.0.0.1:" + url.getPort();
    }

    private void awaitReady() {
        try {
            Soon.isTrue(READY_AFTER, "the proxy listens", this::listens);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private boolean listens() {
        program.requireAlive();
        return Ports.answers("127.0.0.1", site.port());
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

    /** Where it runs, with its configuration. */
    public Path folder() {
        return site.folder();
    }

    /** Changes its configuration, which it does not notice by itself. */
    public void edit(String text, String replacement) {
        edit(folder().resolve("site.conf"), text, replacement);
    }

    private static void edit(Path file, String text, String replacement) {
        try {
            Files.writeString(file, Files.readString(file).replace(text, replacement));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
