// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.http.HttpConnection;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.impl.HttpConnectionMetricsImpl;
import org.apache.http.impl.conn.ConnectionShutdownException;
import org.apache.http.io.HttpTransportMetrics;
import org.junit.jupiter.api.Test;

class ReceivedBytesTest {

    private final HttpClientContext context = HttpClientContext.create();
    private final ReceivedBytes received = new ReceivedBytes(context);

    @Test
    void areNoneWithoutAConnection() {
        assertThat(received.count()).isZero();
    }

    @Test
    void leaveOutWhatTheConnectionHadReceivedBefore() {
        AtomicLong old = connect(5_000_000);

        assertThat(received.count()).isZero();
        old.addAndGet(70);
        assertThat(received.count()).isEqualTo(70);

        AtomicLong another = connect(30);
        assertThat(received.count()).isZero();
        another.addAndGet(7);
        assertThat(received.count()).isEqualTo(7);
    }

    @Test
    void areNoneWhenTheConnectionHasBeenGivenBack() {
        use(
                () -> {
                    throw new ConnectionShutdownException();
                });

        assertThat(received.count()).isZero();
    }

    private AtomicLong connect(long alreadyReceived) {
        AtomicLong bytes = new AtomicLong(alreadyReceived);
        use(bytes::get);
        return bytes;
    }

    private void use(BytesCount count) {
        HttpTransportMetrics transport =
                new HttpTransportMetrics() {
                    @Override
                    public long getBytesTransferred() {
                        return count.get();
                    }

                    @Override
                    public void reset() {
                        throw new UnsupportedOperationException();
                    }
                };
        Object connection =
                Proxy.newProxyInstance(
                        HttpConnection.class.getClassLoader(),
                        new Class<?>[] {HttpConnection.class},
                        (proxy, method, arguments) ->
                                new HttpConnectionMetricsImpl(transport, transport));
        context.setAttribute(HttpClientContext.HTTP_CONNECTION, connection);
    }

    /** What the other thread has received so far. */
    @FunctionalInterface
    private interface BytesCount {

        long get();
    }
}
