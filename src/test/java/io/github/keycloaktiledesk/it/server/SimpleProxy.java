// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A reverse proxy of the tests, which does of what the documentation wants of one only this: in
 * place of whatever {@code X-Forwarded-…} a caller sends, Keycloak is told the caller's address.
 */
public final class SimpleProxy implements AutoCloseable {

    /** The address from which it calls Keycloak. */
    public static final String TRUSTED_ADDRESS = "127.0.0.2";

    private final URI server;
    private final ServerSocket socket;

    private SimpleProxy(URI server, ServerSocket socket) {
        this.server = server;
        this.socket = socket;
    }

    /** Starts one in front of a server. */
    public static SimpleProxy start(KeycloakServer server) {
        try {
            ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
            SimpleProxy proxy = new SimpleProxy(server.url(), socket);
            Thread thread = new Thread(proxy::serve, "proxy");
            thread.setDaemon(true);
            thread.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same path at the proxy. */
    public URI url(URI atServer) {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + atServer.getRawPath());
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket caller = socket.accept()) {
                byte[] answer = forward(caller);
                caller.getOutputStream().write(answer);
            } catch (IOException e) {
                // The caller sees that there is no answer.
            }
        }
    }

    private byte[] forward(Socket caller) throws IOException {
        InputStream in = caller.getInputStream();
        String head = RawHttp.readHead(in);
        byte[] body = in.readNBytes(RawHttp.contentLength(head));
        String forwarded = "X-Forwarded-For: " + caller.getInetAddress().getHostAddress();
        String changed =
                Stream.concat(
                                head.lines().filter(line -> !isForwarded(line)),
                                Stream.of(forwarded, "X-Forwarded-Proto: http"))
                        .collect(Collectors.joining("\r\n"));
        return RawHttp.exchange(TRUSTED_ADDRESS, server, RawHttp.message(changed, body));
    }

    private static boolean isForwarded(String line) {
        String name = line.toLowerCase(Locale.ROOT);
        return name.startsWith("x-forwarded-") || name.startsWith("forwarded:");
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
