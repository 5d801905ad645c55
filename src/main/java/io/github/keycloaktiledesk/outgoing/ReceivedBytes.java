// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.outgoing;

import org.apache.http.HttpConnection;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.impl.conn.ConnectionShutdownException;

/**
 * Counts what a request receives, headers and all, while another thread sends it: Apache's client
 * reads a header into memory however long it is.
 */
final class ReceivedBytes {

    private final HttpClientContext context;
    private HttpConnection connection;
    private long before;

    /**
     * Nothing is counted yet.
     *
     * @param context what the request is sent with
     */
    ReceivedBytes(HttpClientContext context) {
        this.context = context;
    }

    /**
     * Bytes since the request was first seen to have its connection, of which it may be given
     * another.
     */
    long count() {
        HttpConnection current = context.getConnection();
        if (current == null) {
            return 0;
        }
        try {
            long received = current.getMetrics().getReceivedBytesCount();
            if (current != connection) {
                // It may be an old one, which counts for all its life.
                connection = current;
                before = received;
            }
            return received - before;
        } catch (ConnectionShutdownException e) {
            // The request is over.
            return 0;
        }
    }
}
