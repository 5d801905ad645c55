// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CallerTrace;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.JwksProject;
import io.github.keycloaktiledesk.it.server.JwksServer;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.MembershipStep;
import io.github.keycloaktiledesk.it.server.ObservedServer;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RecordedTiledesk;
import io.github.keycloaktiledesk.it.server.SigningKey;
import io.github.keycloaktiledesk.it.server.TestRealm;
import io.github.keycloaktiledesk.it.server.TraceReceiver;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.util.JsonSerialization;

/** What a collector of traces is told of calls, and of the requests that they make themselves. */
@Tag("distribution")
class TracesIT {

    private static final ObservedServer OBSERVED = ObservedServer.get();
    private static final KeycloakServer SERVER = OBSERVED.keycloak();
    private static final TraceReceiver TRACES = OBSERVED.traces();
    private static final JwksProject KEYED = new JwksProject("keyed");
    private static final SigningKey KEY = SigningKey.generate("ES256", "traced");

    @AutoClose private final JwksServer site = JwksServer.start();
    @AutoClose private final RecordedTiledesk tiledesk = RecordedTiledesk.start();

    @AutoClose
    private final TestRealm realm =
            TestRealm.createOn(
                    SERVER,
                    rep -> {
                        RealmParts.allowRapidSignIns(rep);
                        KEYED.addTo(rep, site.url(SERVER) + "?page=1");
                    });

    private final CallerTrace trace = CallerTrace.begin();

    @Test
    void haveASpanOfEachCall() {
        expect(200, signin(Demo.PASSWORD));
        Span signin = assertIsOfCall("signin", "success");
        assertThat(signin.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);

        Answer visitor = visit();
        expect(200, visitor);
        assertIsOfCall("signinAnonymously", "success");

        expect(200, customToken(Demo.customer().sign(Demo.SECRET)));
        assertIsOfCall("signinWithCustomToken", "success");

        expect(200, customToken(visitor.token()));
        assertIsOfCall("resume", "success");
    }

    @Test
    void sayHowACallEnds() {
        expect(401, signin("wrong"));
        assertIsOfCall("signin", "refused");

        expect(401, customToken("no.token.atall"));
        assertIsOfCall("resume", "refused");

        site.close();
        expect(503, customToken(KEY.sign(KEYED.customer())));
        Span call = assertIsOfCall("signinWithCustomToken", "unavailable");
        assertThat(call.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
    }

    @Test
    void haveASpanOfTheRequestForKeys() {
        site.publish(KEY);

        expect(200, customToken(KEY.sign(KEYED.customer())));

        Span call = assertIsOfCall("signinWithCustomToken", "success");
        Span request = assertIsOfRequest("jwks", call);
        URI url = URI.create(site.url(SERVER));
        assertThat(TraceReceiver.attributes(request))
                .containsOnly(
                        entry("http.request.method", "GET"),
                        entry("http.response.status_code", "200"),
                        entry("server.address", url.getHost()),
                        entry("server.port", String.valueOf(url.getPort())),
                        entry("url.full", url.toString()));
    }

    @Test
    void haveASpanOfTheRequestForAMembership() {
        new MembershipStep(realm).require(tiledesk.url(SERVER), Map.of());

        expect(200, visit());

        Span call = assertIsOfCall("signinAnonymously", "success");
        Span request = assertIsOfRequest("membership", call);
        String base = tiledesk.url(SERVER);
        assertThat(TraceReceiver.attributes(request))
                .containsOnly(
                        entry("http.request.method", "POST"),
                        entry("http.response.status_code", "200"),
                        entry("server.address", URI.create(base).getHost()),
                        entry("server.port", String.valueOf(URI.create(base).getPort())),
                        entry("url.full", base + "/auth/signinWithCustomToken"));
    }

    /** The trace goes on with Keycloak's own header; what else the caller has sent does not. */
    @Test
    void goOnAtTiledeskWithoutTheCallersBaggage() {
        new MembershipStep(realm).require(tiledesk.url(SERVER), Map.of());

        expect(200, visit());

        RecordedTiledesk.Request received = tiledesk.received().get(0);
        Span request = TRACES.await(trace, "tiledesk membership");
        Span client = TRACES.await(trace, "POST");
        assertThat(client.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(received.traceparent())
                .isEqualTo(
                        "00-"
                                + trace.traceId()
                                + "-"
                                + TraceReceiver.hex(client.getSpanId())
                                + "-01");
        assertThat(received.baggage()).isNull();
    }

    @Test
    void sayWhatARequestFailedOf() {
        new MembershipStep(realm).require(tiledesk.url(SERVER), Map.of());
        tiledesk.answer(500, "");
        site.close();

        expect(200, visit());
        expect(503, customToken(KEY.sign(KEYED.customer())));

        Span answered = TRACES.await(trace, "tiledesk membership");
        assertThat(TraceReceiver.attributes(answered)).containsEntry("error.type", "500");
        assertThat(answered.getStatus().getMessage()).isEqualTo("Tiledesk answers 500");
        Span unanswered = TRACES.await(trace, "tiledesk jwks");
        assertThat(TraceReceiver.attributes(unanswered))
                .containsEntry(
                        "error.type", "io.github.keycloaktiledesk.outgoing.OutgoingException")
                .doesNotContainKey("http.response.status_code");
        assertThat(unanswered.getStatus().getMessage())
                .isEqualTo("nobody answers at the JWKS address");
        assertThat(unanswered.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
    }

    /** Of which the page on observability warns. */
    @Test
    void haveWhatKeycloakAddsToThem() {
        site.publish(KEY);

        expect(
                200,
                post(
                        Calls.SIGNIN + "?page=2",
                        Map.of("email", Demo.AGENT, "password", Demo.PASSWORD)));
        expect(200, customToken(KEY.sign(KEYED.customer())));

        Span call = assertIsOfCall("signin", "success");
        assertThat(call.getEventsList())
                .filteredOn(event -> "LOGIN".equals(event.getName()))
                .singleElement()
                .extracting(event -> TraceReceiver.attributes(event.getAttributesList()))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, String.class))
                .containsEntry("kc.details.username", Demo.AGENT)
                .containsKeys("kc.userId", "ipAddress");
        assertThat(TraceReceiver.attributes(server(call))).containsEntry("url.query", "page=2");
        assertThat(TraceReceiver.attributes(TRACES.await(trace, "GET")))
                .containsEntry("url.full", site.url(SERVER) + "?page=1");
    }

    private Span assertIsOfCall(String call, String outcome) {
        Span span = TRACES.await(trace, "tiledesk " + call);
        assertThat(TraceReceiver.attributes(span))
                .contains(
                        entry("kc.realmName", realm.name()),
                        entry("tiledesk.call", call),
                        entry("tiledesk.outcome", outcome));
        assertThat(TraceReceiver.hex(server(span).getParentSpanId())).isEqualTo(trace.spanId());
        return span;
    }

    /** Keycloak's span of the whole HTTP request. */
    private static Span server(Span span) {
        Span parent = TRACES.awaitParent(span);
        while (parent.getKind() != SpanKind.SPAN_KIND_SERVER) {
            parent = TRACES.awaitParent(parent);
        }
        return parent;
    }

    private Span assertIsOfRequest(String name, Span call) {
        Span request = TRACES.await(trace, "tiledesk " + name);
        assertThat(request.getParentSpanId()).isEqualTo(call.getSpanId());
        assertThat(TRACES.children(request))
                .singleElement()
                .extracting(Span::getKind)
                .isEqualTo(SpanKind.SPAN_KIND_CLIENT);
        return request;
    }

    private Answer signin(String password) {
        return post(Calls.SIGNIN, Map.of("email", Demo.AGENT, "password", password));
    }

    private Answer visit() {
        return post(Calls.ANONYMOUSLY, Map.of("id_project", Demo.PROJECT));
    }

    private Answer post(String path, Map<String, String> body) {
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
        headers.put("baggage", "caller=anybody");
        return realm.calls()
                .post(
                        path,
                        trace.with(headers),
                        JsonSerialization.valueAsString(body).getBytes(StandardCharsets.UTF_8));
    }

    private Answer customToken(String jwt) {
        return realm.calls()
                .post(
                        Calls.CUSTOM_TOKEN,
                        trace.with(Map.of("Authorization", "JWT " + jwt)),
                        new byte[0]);
    }

    private static void expect(int status, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    }
}
