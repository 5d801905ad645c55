// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api.observation;

import io.github.keycloaktiledesk.call.TiledeskCall;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.keycloak.tracing.TracingAttributes;
import org.keycloak.tracing.TracingProvider;

/** Observes one call from its request to its answer, when all that it does has been committed. */
public final class CallObservation implements CallObserver {

    private static final String TRACER = "io.github.keycloaktiledesk";
    private static final AttributeKey<String> CALL = AttributeKey.stringKey("tiledesk.call");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("tiledesk.outcome");

    private final long begin = System.nanoTime();
    private final String realm;
    private TiledeskCall call;
    private boolean isBusy;

    private CallObservation(String realm, TiledeskCall call) {
        this.realm = realm;
        this.call = call;
    }

    /**
     * Has a call answered, in a span of its own, and counts it. An answer 404 is not counted: the
     * realm has no such call.
     *
     * @param session the session of the HTTP request, with the realm in its context
     * @param endpoint the call whose path was asked for
     * @param answering how it is answered; it is given whom to tell what becomes known of the call
     * @return the answer
     */
    public static Response of(
            KeycloakSession session,
            TiledeskCall endpoint,
            Function<CallObserver, Response> answering) {
        CallObservation observation =
                new CallObservation(session.getContext().getRealm().getName(), endpoint);
        return session.getProvider(TracingProvider.class)
                .trace(
                        TRACER,
                        spanName(endpoint),
                        span -> {
                            Response response = answering.apply(observation);
                            observation.end(span, response.getStatus());
                            return response;
                        });
    }

    @Override
    public void is(TiledeskCall known) {
        call = known;
    }

    @Override
    public void busy() {
        isBusy = true;
    }

    private void end(Span span, int status) {
        if (status == Response.Status.NOT_FOUND.getStatusCode()) {
            return;
        }
        CallOutcome outcome = isBusy ? CallOutcome.BUSY : CallOutcome.of(status);
        CallMetrics.count(realm, call, outcome, Duration.ofNanos(System.nanoTime() - begin));
        span.updateName(spanName(call))
                .setAttribute(TracingAttributes.REALM_NAME, realm)
                .setAttribute(CALL, call.value())
                .setAttribute(OUTCOME, outcome.value());
        if (outcome.isFailure()) {
            span.setStatus(StatusCode.ERROR);
        }
    }

    private static String spanName(TiledeskCall call) {
        return "tiledesk " + call.value();
    }
}
