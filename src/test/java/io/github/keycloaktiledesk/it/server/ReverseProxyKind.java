// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The reverse proxies that we have configurations for, and how one is run by itself. */
public enum ReverseProxyKind {

    /** nginx, with {@code deploy/nginx/tiledesk.conf}. */
    NGINX("nginx") {
        @Override
        void configure(ReverseProxySite to) {
            // The certificate is the operator's; most tests do without one, on a plain port.
            String site =
                    read("deploy/nginx/tiledesk.conf")
                            .replace(
                                    "listen 443 ssl;",
                                    "listen 127.0.0.1:" + to.port() + (to.tls() ? " ssl;" : ";"))
                            .replace(
                                    "/etc/ssl/chat.example.com/fullchain.pem",
                                    certificate(to).toAbsolutePath().toString())
                            .replace(
                                    "/etc/ssl/chat.example.com/privkey.pem",
                                    TestCertificate.keyPem().toAbsolutePath().toString())
                            .replace("server_name chat.example.com;", "server_name localhost;")
                            .replace("    server 127.0.0.1:8080;", servers(to))
                            .replace("server 127.0.0.1:3000;", "server " + to.tiledesk() + ";")
                            .replace("default demo;", "default " + to.realm() + ";");
            write(to, "site.conf", site);
            write(
                    to,
                    "nginx.conf",
                    """
                    daemon off;
                    master_process off;
                    pid nginx.pid;
                    events {}
                    http {
                        access_log off;
                        client_body_temp_path body;
                        proxy_temp_path proxy;
                        fastcgi_temp_path fastcgi;
                        uwsgi_temp_path uwsgi;
                        scgi_temp_path scgi;
                        include site.conf;
                    }
                    """);
        }

        private String servers(ReverseProxySite to) {
            return to.nodes().stream()
                    .map(node -> "    server " + node + ";")
                    .collect(Collectors.joining("\n"));
        }

        @Override
        List<String> command(ReverseProxySite to) {
            return List.of("nginx", "-p", to.folder() + "/", "-c", "nginx.conf", "-e", "stderr");
        }

        @Override
        Map<String, String> environment(ReverseProxySite to) {
            return Map.of();
        }

        @Override
        Path certificate(ReverseProxySite to) {
            return TestCertificate.pem();
        }
    },

    /** Caddy, with {@code deploy/caddy/Caddyfile}, run as the documentation shows. */
    CADDY("caddy") {
        @Override
        void configure(ReverseProxySite to) {
            write(
                    to,
                    "Caddyfile",
                    """
                    {
                        admin off
                        auto_https disable_redirects
                        skip_install_trust
                        default_bind 127.0.0.1
                    }
                    import %s
                    """
                            .formatted(Path.of("deploy/caddy/Caddyfile").toAbsolutePath()));
        }

        @Override
        List<String> command(ReverseProxySite to) {
            String nodes = '"' + String.join(" ", to.nodes()) + '"';
            String run =
                    (to.health() ? ShellBlock.RUN_CADDY_BEFORE_NODES : ShellBlock.RUN_CADDY)
                            .code()
                            .replace(
                                    "chat.example.com",
                                    (to.tls() ? "https" : "http") + "://localhost:" + to.port())
                            .replace("=demo ", "=" + to.realm() + " ")
                            .replace("\"10.0.0.6:8080 10.0.0.8:8080\"", nodes)
                            .replace("10.0.0.6:8080", nodes)
                            .replace("10.0.0.7:3000", to.tiledesk())
                            .replace("caddy run", "exec caddy run");
            return List.of("bash", "-euc", run);
        }

        @Override
        Map<String, String> environment(ReverseProxySite to) {
            String folder = to.folder().toString();
            return Map.of(
                    "XDG_DATA_HOME",
                    folder,
                    "XDG_CONFIG_HOME",
                    folder,
                    // Nodes of one machine tell there how they are.
                    "KEYCLOAK_HEALTH_PORT",
                    "0");
        }

        /** Of the authority that it has of its own for localhost. */
        @Override
        Path certificate(ReverseProxySite to) {
            return to.folder().resolve("caddy/pki/authorities/local/root.crt");
        }
    };

    private final String program;

    ReverseProxyKind(String program) {
        this.program = program;
    }

    /** Whether this machine has the program. */
    public boolean isInstalled() {
        return Program.isInPath(program);
    }

    /** Puts the configuration of {@code deploy/}, filled in, into the folder. */
    abstract void configure(ReverseProxySite to);

    /** What runs it in the folder until it is stopped. */
    abstract List<String> command(ReverseProxySite to);

    /** The variables that it is told by. */
    abstract Map<String, String> environment(ReverseProxySite to);

    /** Whom a client has to trust. */
    abstract Path certificate(ReverseProxySite to);

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(ReverseProxySite to, String file, String text) {
        try {
            Files.writeString(to.folder().resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
