// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;

class RawHttpTest {

    /** Who calls nobody must not think that nothing was answered. */
    @Test
    void hasNoConversationWithNobody() {
        URI nobody = url(Ports.free());

        assertThatThrownBy(() -> RawHttp.converse(nobody, "GET / HTTP/1.1\r\n\r\n", 1))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(ConnectException.class);
    }

    @Test
    void returnsNothingWhereTheOtherJustCloses() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Thread closing = new Thread(() -> closeNext(server));
            closing.start();

            assertThat(RawHttp.converse(url(server.getLocalPort()), "GET", 1)).isEmpty();

            closing.join();
        }
    }

    private static void closeNext(ServerSocket server) {
        try {
            server.accept().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
