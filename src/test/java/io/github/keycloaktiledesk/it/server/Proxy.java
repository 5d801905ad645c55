package io.github.keycloaktiledesk.it.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A reverse proxy as the documentation wants one: in place of whatever {@code X-Forwarded-…} a
 * caller sends, Keycloak is told the caller's address.
 */
public final class Proxy implements AutoCloseable {

    /** The address from which it calls Keycloak. */
    public static final String TRUSTED_ADDRESS = "127.0.0.2";

    private final URI server;
    private final ServerSocket socket;

    private Proxy(URI server, ServerSocket socket) {
        this.server = server;
        this.socket = socket;
    }

    /** Starts one in front of a server. */
    public static Proxy start(KeycloakServer server) {
        try {
            ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
            Proxy proxy = new Proxy(server.url(), socket);
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
        String head = head(in);
        byte[] body = in.readNBytes(length(head));
        String forwarded = "X-Forwarded-For: " + caller.getInetAddress().getHostAddress();
        String changed =
                Stream.concat(
                                head.lines().filter(line -> !isForwarded(line)),
                                Stream.of(forwarded, "X-Forwarded-Proto: http"))
                        .collect(Collectors.joining("\r\n", "", "\r\n\r\n"));
        return exchange(TRUSTED_ADDRESS, server, changed, body);
    }

    private static boolean isForwarded(String line) {
        String name = line.toLowerCase(Locale.ROOT);
        return name.startsWith("x-forwarded-") || name.startsWith("forwarded:");
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("No end of the head");
            }
            head.write(next);
            text = head.toString(StandardCharsets.ISO_8859_1);
        }
        return text.substring(0, text.length() - 4);
    }

    private static int length(String head) {
        return head.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).trim()))
                .sum();
    }

    /**
     * Sends a POST of JSON from one of this machine's loopback addresses, which Linux has many of.
     *
     * @param from the address
     * @param url where to
     * @param headers further lines of the head
     * @param body JSON
     */
    public static Answer post(String from, URI url, List<String> headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head =
                Stream.concat(
                                Stream.of(
                                        "POST " + url.getRawPath() + " HTTP/1.1",
                                        "Host: " + url.getAuthority(),
                                        "Connection: close",
                                        "Content-Type: application/json",
                                        "Content-Length: " + bytes.length),
                                headers.stream())
                        .collect(Collectors.joining("\r\n", "", "\r\n\r\n"));
        try {
            return RawHttp.parse(exchange(from, url, head, bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] exchange(String from, URI to, String head, byte[] body)
            throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress("127.0.0.1", to.getPort()));
            socket.setSoTimeout(RawHttp.TIMEOUT_MILLIS);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            return socket.getInputStream().readAllBytes();
        }
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
