// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests that Java's HTTP client refuses to send: each byte goes out as written. */
public final class RawHttp {

    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int SILENCE_MILLIS = 500;
    private static final int LONG_SILENCE_MILLIS = 5_000;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] \\d");
    private static final String END_OF_HEAD = "\r\n\r\n";

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

    /**
     * Sends a POST of JSON from one of this machine's loopback addresses, which Linux has many of.
     *
     * @param from the address
     * @param url where to
     * @param headers further lines of the head
     * @param body JSON
     */
    public static Answer postFrom(String from, URI url, List<String> headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>(headers);
        all.add("Content-Type: application/json");
        all.add("Content-Length: " + bytes.length);
        byte[] request = request("POST", url.getRawPath(), url, all, bytes);
        try {
            return parse(exchange(from, url, request));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends any method and any path to a server: each char of the path is a byte. */
    public static Answer send(
            String method, String path, URI server, List<String> headers, byte[] body) {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            return parse(exchange(socket, request(method, path, server, headers, body)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] request(
            String method, String path, URI server, List<String> headers, byte[] body) {
        LogSearch.SECRETS.addBody(new String(body, StandardCharsets.UTF_8));
        List<String> head = new ArrayList<>();
        head.add(method + " " + path + " HTTP/1.1");
        head.add("Host: " + server.getHost() + ":" + server.getPort());
        head.add("Connection: close");
        head.addAll(headers);
        return message(String.join("\r\n", head), body);
    }

    /** A message of this head, which ends without a line end. */
    static byte[] message(String head, byte[] body) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes((head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        message.writeBytes(body);
        return message.toByteArray();
    }

    /** Sends bytes from a loopback address, and returns all that comes until the other closes. */
    static byte[] exchange(String from, URI to, byte[] request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress("127.0.0.1", to.getPort()));
            return exchange(socket, request);
        }
    }

    private static byte[] exchange(Socket socket, byte[] request) throws IOException {
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.getOutputStream().write(request);
        return socket.getInputStream().readAllBytes();
    }

    /**
     * Sends bytes, each char being one, and returns all that is answered: until the other closes,
     * or is silent for a moment after it has said something. That moment is a long one as long as
     * there may be another answer.
     *
     * @param most how many answers there may be
     * @return nothing where the other just closes
     * @throws UncheckedIOException if nobody listens there
     * @throws AssertionError if it neither says anything nor closes
     */
    public static String converse(URI to, String bytes, int most) {
        try (Socket socket = new Socket(to.getHost(), to.getPort())) {
            return converse(socket, bytes, most);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String converse(Socket socket, String bytes, int most) {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        try {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            byte[] block = new byte[8_192];
            int read = socket.getInputStream().read(block);
            while (read >= 0) {
                answers.write(block, 0, read);
                socket.setSoTimeout(silence(answers, most));
                read = socket.getInputStream().read(block);
            }
        } catch (SocketTimeoutException e) {
            if (answers.size() == 0) {
                throw new AssertionError("No answer", e);
            }
        } catch (IOException e) {
            // Gone without a farewell: what it has said before, counts.
        }
        return answers.toString(StandardCharsets.UTF_8);
    }

    private static int silence(ByteArrayOutputStream answers, int most) {
        Matcher status = STATUS_LINE.matcher(answers.toString(StandardCharsets.ISO_8859_1));
        return status.results().count() < most ? LONG_SILENCE_MILLIS : SILENCE_MILLIS;
    }

    /**
     * Reads the head of a message, and returns it without the line ends that close it.
     *
     * @throws IOException if it has no end
     */
    public static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf(END_OF_HEAD, head.length() - END_OF_HEAD.length()) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("No end of the head: " + head);
            }
            head.append((char) next);
        }
        return head.substring(0, head.length() - END_OF_HEAD.length());
    }

    /** How many bytes follow this head, as it announces. */
    static int contentLength(String head) {
        return head.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).trim()))
                .sum();
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

    private static Answer parse(byte[] response) {
        String text = new String(response, StandardCharsets.UTF_8);
        int end = text.indexOf(END_OF_HEAD);
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
                text.substring(end + END_OF_HEAD.length()));
    }
}
