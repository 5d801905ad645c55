// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.outgoing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.net.URI;
import java.util.concurrent.Callable;
import org.apache.http.HttpHost;
import org.apache.http.client.methods.HttpRequestBase;
import org.keycloak.models.KeycloakSession;
import org.keycloak.tracing.TracingProvider;

/**
 * A request in traces, from looking up the name to what was read. Keycloak's own client makes a
 * span for each connection that it tries; they are this one's children. The attributes' names are
 * those of OpenTelemetry's semantic conventions for HTTP; no query is in any of them.
 */
final class RequestSpan implements AutoCloseable {

    private static final String TRACER = "io.github.keycloaktiledesk";
    private static final AttributeKey<String> METHOD =
            AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
    private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
    private static final AttributeKey<String> URL = AttributeKey.stringKey("url.full");
    private static final AttributeKey<Long> STATUS =
            AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private final TracingProvider tracing;
    private final Span span;

    private RequestSpan(TracingProvider tracing, Span span) {
        this.tracing = tracing;
        this.span = span;
    }

    /** Begins one below the current span, which is the call's where a call waits for the answer. */
    static RequestSpan start(KeycloakSession session, String name) {
        TracingProvider tracing = session.getProvider(TracingProvider.class);
        return new RequestSpan(tracing, tracing.startSpan(TRACER, "tiledesk " + name));
    }

    /**
     * Makes this the parent of what is done in another thread. The rest of the caller's context
     * stays behind: it may have come with the call's request (W3C Baggage), and Keycloak's client
     * would pass it on.
     */
    <T> Callable<T> parentOf(Callable<T> work) {
        return Context.root().with(span).wrap(work);
    }

    void sends(HttpRequestBase request) {
        URI uri = request.getURI();
        HttpHost host = UrlHost.of(uri);
        span.setAttribute(METHOD, request.getMethod())
                .setAttribute(ADDRESS, host.getHostName())
                .setAttribute(PORT, (long) host.getPort())
                .setAttribute(URL, host.toURI() + uri.getRawPath());
    }

    void answered(int status) {
        span.setAttribute(STATUS, (long) status);
    }

    void failed(OutgoingException failure) {
        span.setAttribute(
                ERROR,
                failure.status() == 0
                        ? failure.getClass().getName()
                        : String.valueOf(failure.status()));
        tracing.error(failure);
    }

    @Override
    public void close() {
        tracing.endSpan();
    }
}
