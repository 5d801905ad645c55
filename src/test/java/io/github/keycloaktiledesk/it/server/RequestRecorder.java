// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * In a Tiledesk server's place: keeps the head of every request, answers each with 200, and opens
 * web sockets (RFC 6455, section 4.2.2), on which it sends back what it gets.
 */
public final class RequestRecorder implements AutoCloseable {

    private final ServerSocket socket;
    private final List<String> heads = new CopyOnWriteArrayList<>();

    private RequestRecorder(ServerSocket socket) {
        this.socket = socket;
    }

    /** Starts one. */
    public static RequestRecorder start() {
        try {
            ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
            RequestRecorder server = new RequestRecorder(socket);
            daemon(server::serve);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its base URL. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** The heads of all requests since the last time, each with its last line end; forgets them. */
    public List<String> takeHeads() {
        List<String> taken = List.copyOf(heads);
        heads.clear();
        return taken;
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "request recorder");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket caller = socket.accept();
                daemon(() -> answer(caller));
            } catch (IOException e) {
                // The test is over.
            }
        }
    }

    private void answer(Socket caller) {
        try (caller) {
            InputStream in = caller.getInputStream();
            String head = RawHttp.readHead(in) + "\r\n";
            heads.add(head);
            if (head.toLowerCase(Locale.ROOT).contains("\r\nupgrade: websocket\r\n")) {
                send(
                        caller,
                        "101 Switching Protocols",
                        "Connection: Upgrade\r\nUpgrade: websocket");
                in.transferTo(caller.getOutputStream());
            } else {
                in.skipNBytes(RawHttp.contentLength(head));
                send(caller, "200 OK", "Connection: close\r\nContent-Length: 0");
            }
        } catch (IOException e) {
            // The caller has gone.
        }
    }

    private static void send(Socket caller, String status, String headers) throws IOException {
        String head = "HTTP/1.1 " + status + "\r\n" + headers;
        caller.getOutputStream().write(RawHttp.message(head, new byte[0]));
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
