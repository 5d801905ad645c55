// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.outgoing;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.http.HttpHost;
import org.apache.http.HttpStatus;
import org.apache.http.client.config.CookieSpecs;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.conn.HttpHostConnectException;
import org.apache.http.impl.client.CloseableHttpClient;
import org.keycloak.connections.httpclient.HttpClientProvider;
import org.keycloak.models.KeycloakSession;

/**
 * One request, which ends in time and takes little memory whatever the other side does, and follows
 * no redirect. Keycloak's own client sends it, with the proxies, trusted certificates and limits
 * that are set for all of Keycloak.
 *
 * @param <T> what the answer is read as
 */
public final class OutgoingRequest<T> {

    private static final int CONNECT_MILLIS = 2_000;

    /** Bytes of an answer with its headers. */
    private static final int LARGEST_ANSWER = 1024 * 1024;

    /** After this time the answer's size is looked at again; meanwhile it may grow by a few MiB. */
    private static final int LOOK_MILLIS = 25;

    private final KeycloakSession session;
    private final Exchange<T> exchange;
    private final Duration limit;
    private final HttpClientContext context = HttpClientContext.create();
    private volatile HttpRequestBase current;
    private volatile boolean over;

    /**
     * A request that is sent once.
     *
     * @param session a session of the caller's thread
     * @param exchange what is asked of whom
     * @param limit from looking up the name to the last byte
     */
    public OutgoingRequest(KeycloakSession session, Exchange<T> exchange, Duration limit) {
        this.session = session;
        this.exchange = exchange;
        this.limit = limit;
    }

    /**
     * Sends it, in a thread of its own: neither a name server nor one byte a second can be given a
     * time limit otherwise, nor the answer's headers any limit.
     *
     * @return what was read of an answer 200
     * @throws OutgoingException if there is no such answer in time
     */
    public T send() throws OutgoingException {
        CloseableHttpClient client = session.getProvider(HttpClientProvider.class).getHttpClient();
        try (RequestSpan span = RequestSpan.start(session, exchange.name())) {
            try {
                return send(span, () -> exchange(client, span));
            } catch (OutgoingException e) {
                span.failed(e);
                throw e;
            }
        }
    }

    private T send(RequestSpan span, Callable<T> work) throws OutgoingException {
        FutureTask<T> task = new FutureTask<>(span.parentOf(work));
        Thread thread = new Thread(task, "tiledesk-outgoing");
        thread.setDaemon(true);
        start(thread);
        try {
            return watch(task);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutgoingException("interrupted");
        } finally {
            abort();
        }
    }

    private static void start(Thread thread) throws OutgoingException {
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            // The system has no more threads; this one could go on without.
            throw new OutgoingException("the server has no thread for it");
        }
    }

    private T watch(FutureTask<T> task)
            throws OutgoingException, ExecutionException, InterruptedException {
        ReceivedBytes received = new ReceivedBytes(context);
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < limit.toNanos()) {
            try {
                return task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (received.count() > LARGEST_ANSWER) {
                    throw new OutgoingException(
                            exchange.address() + " sends more than " + LARGEST_ANSWER + " bytes");
                }
            }
        }
        throw new OutgoingException(
                "no " + exchange.wanted() + " within " + seconds() + " seconds");
    }

    /** Such as 5 or 0.25. */
    private String seconds() {
        return BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    private void abort() {
        over = true;
        HttpRequestBase request = current;
        if (request != null) {
            request.abort();
        }
    }

    /** In words of our own: exceptions repeat what the other side has sent. */
    private static OutgoingException failure(Throwable cause) {
        if (cause instanceof OutgoingException known) {
            return known;
        }
        if (cause instanceof SSLException) {
            return new OutgoingException("no TLS connection that the server trusts");
        }
        return new OutgoingException(
                cause instanceof IOException
                        ? "the connection fails"
                        : "unexpected " + cause.getClass().getSimpleName());
    }

    private T exchange(CloseableHttpClient client, RequestSpan span) throws IOException {
        span.sends(exchange.request());
        Iterator<HttpHost> hosts = exchange.hosts().iterator();
        while (true) {
            try {
                return exchange(client, hosts.next(), span);
            } catch (HttpHostConnectException
                    | ConnectTimeoutException
                    | NoRouteToHostException e) {
                if (!hosts.hasNext()) {
                    throw new OutgoingException("nobody answers at " + exchange.address());
                }
            }
        }
    }

    private T exchange(CloseableHttpClient client, HttpHost host, RequestSpan span)
            throws IOException {
        HttpRequestBase request = exchange.request();
        request.setConfig(
                RequestConfig.custom()
                        .setRedirectsEnabled(false)
                        // One client serves all requests; none may carry another's session.
                        .setCookieSpec(CookieSpecs.IGNORE_COOKIES)
                        .setConnectionRequestTimeout(CONNECT_MILLIS)
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setSocketTimeout((int) limit.toMillis())
                        .build());
        current = request;
        if (over) {
            throw new OutgoingException("too late");
        }
        try (CloseableHttpResponse response = client.execute(host, request, context)) {
            int status = response.getStatusLine().getStatusCode();
            span.answered(status);
            if (status != HttpStatus.SC_OK) {
                throw new OutgoingException(exchange.address() + " answers " + status, status);
            }
            return exchange.read(response);
        }
    }
}
