package io.github.keycloaktiledesk.it.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * In a Tiledesk server's place: keeps the head of every request, answers each with 200, and opens
 * web sockets (RFC 6455, section 4.2.2), on which it sends back what it gets.
 */
public final class RecordingServer implements AutoCloseable {

    private final ServerSocket socket;
    private final List<String> heads = new CopyOnWriteArrayList<>();

    private RecordingServer(ServerSocket socket) {
        this.socket = socket;
    }

    /** Starts one. */
    public static RecordingServer start() {
        try {
            ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
            RecordingServer server = new RecordingServer(socket);
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

    /** The heads of all requests since the last time, request line first; forgets them. */
    public List<String> takeHeads() {
        List<String> taken = List.copyOf(heads);
        heads.clear();
        return taken;
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "recording server");
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
            String head = head(in);
            heads.add(head);
            if (head.toLowerCase(Locale.ROOT).contains("\r\nupgrade: websocket\r\n")) {
                send(
                        caller,
                        "101 Switching Protocols",
                        "Connection: Upgrade\r\nUpgrade: websocket");
                in.transferTo(caller.getOutputStream());
            } else {
                in.skipNBytes(length(head));
                send(caller, "200 OK", "Connection: close\r\nContent-Length: 0");
            }
        } catch (IOException e) {
            // The caller has gone.
        }
    }

    private static void send(Socket caller, String status, String headers) throws IOException {
        String head = "HTTP/1.1 " + status + "\r\n" + headers + "\r\n\r\n";
        caller.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The head with the line end of its last line; an empty one of whoever says nothing. */
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
        return text.substring(0, text.length() - 2);
    }

    private static long length(String head) {
        return head.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .mapToLong(line -> Long.parseLong(line.substring(15).trim()))
                .sum();
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
