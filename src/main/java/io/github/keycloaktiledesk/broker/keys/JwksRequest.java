package io.github.keycloaktiledesk.broker.keys;

import java.io.IOException;
import java.io.InputStream;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.http.HttpHost;
import org.apache.http.HttpStatus;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.conn.HttpHostConnectException;
import org.apache.http.impl.client.CloseableHttpClient;

/**
 * One request for a JWKS, which ends in time and takes little memory whatever the other side does.
 * Keycloak's own client sends it, with the proxies, trusted certificates and limits that are set
 * for all of Keycloak.
 */
final class JwksRequest {

    /** From looking up the name to the last byte. */
    static final int SECONDS = 5;

    private static final int CONNECT_MILLIS = 2_000;
    private static final int LARGEST_BODY = 256 * 1024;

    /** Bytes of an answer with its headers. */
    private static final int LARGEST_ANSWER = 1024 * 1024;

    /** After this time the answer's size is looked at again; meanwhile it may grow by a few MiB. */
    private static final int LOOK_MILLIS = 25;

    private final CloseableHttpClient client;
    private final JwksEndpoint endpoint;
    private final HttpClientContext context = HttpClientContext.create();
    private volatile HttpGet current;
    private volatile boolean over;

    JwksRequest(CloseableHttpClient client, JwksEndpoint endpoint) {
        this.client = client;
        this.endpoint = endpoint;
    }

    /**
     * Sends it, in a thread of its own: neither a name server nor one byte a second can be given a
     * time limit otherwise, nor the answer's headers any limit.
     *
     * @return the body
     */
    byte[] send() throws FetchException {
        FutureTask<byte[]> task = new FutureTask<>(this::get);
        Thread thread = new Thread(task, "tiledesk-jwks");
        thread.setDaemon(true);
        thread.start();
        try {
            return watch(task);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchException("interrupted");
        } finally {
            abort();
        }
    }

    private byte[] watch(FutureTask<byte[]> task)
            throws FetchException, ExecutionException, InterruptedException {
        ReceivedBytes received = new ReceivedBytes(context);
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(SECONDS)) {
            try {
                return task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (received.count() > LARGEST_ANSWER) {
                    throw new FetchException(
                            "the JWKS address sends more than " + LARGEST_ANSWER + " bytes");
                }
            }
        }
        throw new FetchException("no JWKS within " + SECONDS + " seconds");
    }

    private void abort() {
        over = true;
        HttpGet request = current;
        if (request != null) {
            request.abort();
        }
    }

    /** In words of our own: exceptions repeat what the other side has sent. */
    private static FetchException failure(Throwable cause) {
        if (cause instanceof FetchException known) {
            return known;
        }
        if (cause instanceof SSLException) {
            return new FetchException("no TLS connection that the server trusts");
        }
        return new FetchException(
                cause instanceof IOException
                        ? "the connection fails"
                        : "unexpected " + cause.getClass().getSimpleName());
    }

    private byte[] get() throws IOException {
        Iterator<HttpHost> hosts = endpoint.hosts().iterator();
        while (true) {
            try {
                return get(endpoint.uri(), hosts.next());
            } catch (HttpHostConnectException
                    | ConnectTimeoutException
                    | NoRouteToHostException e) {
                if (!hosts.hasNext()) {
                    throw new FetchException("nobody answers at the JWKS address");
                }
            }
        }
    }

    private byte[] get(URI uri, HttpHost host) throws IOException {
        HttpGet request = new HttpGet(uri);
        request.setConfig(
                RequestConfig.custom()
                        .setRedirectsEnabled(false)
                        .setConnectionRequestTimeout(CONNECT_MILLIS)
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setSocketTimeout((int) TimeUnit.SECONDS.toMillis(SECONDS))
                        .build());
        current = request;
        if (over) {
            throw new FetchException("too late");
        }
        try (CloseableHttpResponse response = client.execute(host, request, context)) {
            int status = response.getStatusLine().getStatusCode();
            if (status != HttpStatus.SC_OK) {
                throw new FetchException("the JWKS address answers " + status);
            }
            if (response.getEntity() == null) {
                throw new FetchException("the JWKS address answers nothing");
            }
            return read(response.getEntity().getContent());
        }
    }

    private static byte[] read(InputStream content) throws IOException {
        byte[] body = content.readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw new FetchException("the JWKS is larger than " + LARGEST_BODY + " bytes");
        }
        return body;
    }
}
