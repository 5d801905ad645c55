// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.api.Answer.InvalidField;
import io.github.keycloaktiledesk.api.observation.CallObserver;
import io.github.keycloaktiledesk.broker.CallToken;
import io.github.keycloaktiledesk.broker.assertion.AssertionAudience;
import io.github.keycloaktiledesk.broker.assertion.UnverifiedToken;
import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.call.TiledeskClient;
import io.github.keycloaktiledesk.flow.ClientGuard;
import io.github.keycloaktiledesk.flow.Outcome;
import io.github.keycloaktiledesk.flow.SignInFlow;
import io.github.keycloaktiledesk.outgoing.OwnCalls;
import io.github.keycloaktiledesk.step.Refusal;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.events.Errors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/** Answers one request, inside the call's own session and transaction. */
final class CallHandler {

    private static final Pattern AUTHORIZATION =
            Pattern.compile("JWT (\\S+)", Pattern.CASE_INSENSITIVE);

    /** As recorded: a token that names no audience belongs to no project. */
    private static final Refusal NO_AUDIENCE =
            new Refusal(
                    400,
                    "invalid_request",
                    "JWT Aud field is required",
                    Errors.INVALID_TOKEN,
                    "aud is missing");

    private final KeycloakSession session;
    private final CrossOrigin origins;
    private final int failedSigninStatus;
    private final CallObserver observer;

    CallHandler(
            KeycloakSession session,
            CrossOrigin origins,
            int failedSigninStatus,
            CallObserver observer) {
        this.session = session;
        this.origins = origins;
        this.failedSigninStatus = failedSigninStatus;
        this.observer = observer;
    }

    /**
     * Answers it.
     *
     * @param method the HTTP method
     * @param call the first call of the path's endpoint, or empty where there is none
     * @param body what was sent
     * @param admitted whether there is a place for one more to sign in
     * @return the answer
     */
    Answer answer(String method, Optional<TiledeskCall> call, CallBody body, boolean admitted) {
        ClientModel client = TiledeskClient.of(session.getContext().getRealm());
        if (client != null) {
            session.getContext().setClient(client);
            origins.allow(session, client);
        }
        if (call.isEmpty() || client == null) {
            return Answer.error(404, "Not found");
        }
        return switch (method) {
            // Before the guards: a page can read a refusal only after its preflight has passed.
            case "OPTIONS" -> Answer.preflight();
            case "POST" -> admitted ? sign(call.get(), client, body) : busy();
            default -> Answer.error(405, "Method not allowed");
        };
    }

    private Answer busy() {
        observer.busy();
        return Answer.unavailable();
    }

    private Answer sign(TiledeskCall endpoint, ClientModel client, CallBody body) {
        if (OwnCalls.isOurs(session.getContext().getHttpRequest().getHttpHeaders())) {
            return Answer.error(OwnCalls.LOOP_DETECTED, "Loop detected");
        }
        Optional<Refusal> closed =
                ClientGuard.checkRealm(session).or(() -> ClientGuard.checkClient(client));
        if (closed.isPresent()) {
            return answer(
                    endpoint, flow(endpoint, CallForm.empty()).refuse(closed.get()), null, body);
        }
        if (body.error().isPresent()) {
            return body.error().get();
        }
        String assertion = endpoint == TiledeskCall.CUSTOM_TOKEN ? assertion() : null;
        UnverifiedToken token = CallToken.of(session, assertion).orElse(null);
        TiledeskCall call = endpoint == TiledeskCall.CUSTOM_TOKEN ? branch(token) : endpoint;
        observer.is(call);
        CallForm form = CallForm.of(call, body.fields(), assertion);
        if (!form.invalid().isEmpty()) {
            return body.isJsonAsForm()
                    ? Answer.error(
                            400,
                            "The body is JSON sent as a form: it needs Content-Type: application/json")
                    : Answer.invalid(form.invalid());
        }
        SignInFlow flow = flow(call, form);
        boolean nowhere = token != null && token.audience() == null;
        return answer(call, nowhere ? flow.refuse(NO_AUDIENCE) : flow.run(), token, body);
    }

    /**
     * Decided once, from a claim that nobody has verified yet: a token that one branch refuses
     * never tries another.
     */
    private static TiledeskCall branch(UnverifiedToken token) {
        boolean custom = token != null && AssertionAudience.of(token.audience()).isPresent();
        return custom ? TiledeskCall.CUSTOM_TOKEN : TiledeskCall.RESUME;
    }

    private SignInFlow flow(TiledeskCall call, CallForm form) {
        return new SignInFlow(session, call, form.parameters());
    }

    private Answer answer(
            TiledeskCall call, Outcome outcome, UnverifiedToken token, CallBody body) {
        if (outcome instanceof Outcome.SignedIn signedIn) {
            ObjectNode user =
                    switch (call) {
                        case CUSTOM_TOKEN -> token.claims();
                        case RESUME ->
                                UserJson.returning(signedIn.user(), signedIn.token().token());
                        case SIGNIN, SIGNIN_ANONYMOUSLY -> UserJson.of(signedIn.user());
                    };
            signedIn.formerId().ifPresent(id -> user.put("formerId", id));
            return Answer.signedIn(signedIn.token().encoded(), user, signedIn.admin());
        }
        Outcome.Refused refused = (Outcome.Refused) outcome;
        if (!refused.fields().isEmpty()) {
            return Answer.invalid(
                    refused.fields().stream()
                            .map(name -> new InvalidField(name, body.fields().get(name)))
                            .toList());
        }
        boolean failedSignin = call == TiledeskCall.SIGNIN && refused.status() == 401;
        return Answer.error(
                failedSignin ? failedSigninStatus : refused.status(),
                refused.message(),
                refused.retryAfter());
    }

    private String assertion() {
        String header =
                session.getContext()
                        .getHttpRequest()
                        .getHttpHeaders()
                        .getHeaderString(HttpHeaders.AUTHORIZATION);
        Matcher jwt = AUTHORIZATION.matcher(header == null ? "" : header);
        return jwt.matches() ? jwt.group(1) : null;
    }
}
