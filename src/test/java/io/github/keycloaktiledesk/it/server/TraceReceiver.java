// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** In a collector's place: takes traces by OTLP over HTTP, and keeps them. */
public final class TraceReceiver extends Site {

    /** Keycloak sends what it has every few seconds. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    private TraceReceiver() {
        super("http");
        answer(200, "");
    }

    static TraceReceiver start() {
        return new TraceReceiver();
    }

    @Override
    void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        bodies.add(body);
        ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .forEach(scope -> spans.addAll(scope.getSpansList()));
    }

    /** The span of this name in a trace, as soon as it has come. */
    public Span await(CallerTrace trace, String name) {
        Soon.isTrue(
                LIMIT,
                "a span " + name + " among " + of(trace).stream().map(Span::getName).toList(),
                () -> find(trace, name).isPresent());
        return find(trace, name).orElseThrow();
    }

    private Optional<Span> find(CallerTrace trace, String name) {
        return of(trace).stream().filter(span -> span.getName().equals(name)).findFirst();
    }

    /** All spans of a trace so far. */
    public List<Span> of(CallerTrace trace) {
        return spans.stream()
                .filter(span -> hex(span.getTraceId()).equals(trace.traceId()))
                .toList();
    }

    /** The span above this one, as soon as it has come. */
    public Span awaitParent(Span child) {
        Soon.isTrue(LIMIT, "the parent of " + child.getName(), () -> parent(child).isPresent());
        return parent(child).orElseThrow();
    }

    private Optional<Span> parent(Span child) {
        return spans.stream()
                .filter(span -> span.getTraceId().equals(child.getTraceId()))
                .filter(span -> span.getSpanId().equals(child.getParentSpanId()))
                .findFirst();
    }

    /** The spans below this one so far. */
    public List<Span> children(Span parent) {
        return spans.stream()
                .filter(span -> span.getTraceId().equals(parent.getTraceId()))
                .filter(span -> span.getParentSpanId().equals(parent.getSpanId()))
                .toList();
    }

    /** A span's attributes, numbers as text. */
    public static Map<String, String> attributes(Span span) {
        return attributes(span.getAttributesList());
    }

    /** Attributes, numbers as text. */
    public static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(it -> it.getKey(), it -> text(it.getValue())));
    }

    private static String text(AnyValue value) {
        return value.hasIntValue() ? String.valueOf(value.getIntValue()) : value.getStringValue();
    }

    /** All that has come, byte by byte. */
    public String received() {
        return bodies.stream()
                .map(body -> new String(body, StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining("\n"));
    }

    /** An id as the header {@code traceparent} writes it. */
    public static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }
}
