// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LoadConnectionTest {

    private static final byte[] REQUEST = bytes("GET / HTTP/1.1\r\n\r\n");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Calls a server that gives these answers on one connection, one to each request. */
    private static int callsAnswered(List<String> answers) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> serving =
                    CompletableFuture.runAsync(() -> answer(server, answers));
            int calls = 0;
            try (LoadConnection connection = LoadConnection.to(server.getLocalPort())) {
                for (; calls < answers.size(); calls++) {
                    connection.call(REQUEST);
                }
            } finally {
                serving.join();
            }
            return calls;
        }
    }

    private static void answer(ServerSocket server, List<String> answers) {
        try (Socket socket = server.accept()) {
            for (String answer : answers) {
                if (socket.getInputStream().readNBytes(REQUEST.length).length == 0) {
                    return;
                }
                socket.getOutputStream().write(bytes(answer));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void readsEachAnswerToItsEnd() throws IOException {
        assertThat(
                        callsAnswered(
                                List.of(
                                        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nHTTP",
                                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                                + "a\r\n0123456789\r\n1\r\n!\r\n0\r\n\r\n",
                                        "HTTP/1.1 204 No Content\r\n\r\n",
                                        "HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n")))
                .isEqualTo(4);
    }

    @Test
    void tellsWhatARefusalSays() {
        assertThatThrownBy(
                        () ->
                                callsAnswered(
                                        List.of(
                                                "HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nNo")))
                .hasMessage("HTTP/1.1 401 Unauthorized: No");
    }
}
