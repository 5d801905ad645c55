package io.github.keycloaktiledesk.it.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests that Java's HTTP client refuses to send: each byte goes out as written. */
public final class RawHttp {

    static final int TIMEOUT_MILLIS = 30_000;

    private RawHttp() {}

    /**
     * Sends a POST.
     *
     * @param url where to
     * @param headers lines of the head without their line end; Host is written before them
     * @param body all that follows the head, in whatever encoding the headers say
     */
    public static Answer post(URI url, List<String> headers, byte[] body) {
        return send("POST", url.getRawPath(), url, headers, body);
    }

    /** Sends any method and any path to a server. */
    public static Answer send(
            String method, String path, URI server, List<String> headers, byte[] body) {
        List<String> head = new ArrayList<>();
        head.add(method + " " + path + " HTTP/1.1");
        head.add("Host: " + server.getHost() + ":" + server.getPort());
        head.add("Connection: close");
        head.addAll(headers);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(
                (String.join("\r\n", head) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.toByteArray());
            return parse(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One chunk of a body whose length nobody has announced. */
    public static byte[] chunk(byte[] content) {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        String size = Integer.toHexString(content.length);
        chunk.writeBytes((size + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(content);
        chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunk.toByteArray();
    }

    static Answer parse(byte[] response) {
        String text = new String(response, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("No HTTP answer: " + text);
        }
        String[] head = text.substring(0, end).split("\r\n");
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (int i = 1; i < head.length; i++) {
            String[] header = head[i].split(": ?", 2);
            headers.computeIfAbsent(header[0], name -> new ArrayList<>()).add(header[1]);
        }
        return new Answer(
                Integer.parseInt(head[0].split(" ")[1]),
                HttpHeaders.of(headers, (name, value) -> true),
                text.substring(end + 4));
    }
}
