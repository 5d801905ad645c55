package io.github.keycloaktiledesk.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.broker.ProjectAudience;
import io.github.keycloaktiledesk.broker.UnverifiedToken;
import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.flow.ClientGuard;
import io.github.keycloaktiledesk.flow.Outcome;
import io.github.keycloaktiledesk.flow.SignInFlow;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/** Answers one request, inside the call's own session and transaction. */
final class CallHandler {

    private static final Pattern PATH =
            Pattern.compile("/?(?:v[123]/)?auth/([a-z]+)/?", Pattern.CASE_INSENSITIVE);
    private static final Pattern AUTHORIZATION =
            Pattern.compile("JWT (\\S+)", Pattern.CASE_INSENSITIVE);

    private final KeycloakSession session;
    private final CrossOrigin origins;
    private final int failedSigninStatus;

    CallHandler(KeycloakSession session, CrossOrigin origins, int failedSigninStatus) {
        this.session = session;
        this.origins = origins;
        this.failedSigninStatus = failedSigninStatus;
    }

    Answer answer(String method, String path, CallBody body) {
        ClientModel client =
                session.getContext().getRealm().getClientByClientId(ClientGuard.CLIENT_ID);
        if (client != null) {
            session.getContext().setClient(client);
            origins.allow(session, client);
        }
        Optional<Answer> closed =
                ClientGuard.checkRealm(session)
                        .or(() -> ClientGuard.checkClient(client))
                        .map(refused -> Answer.error(refused.status(), refused.message()));
        if (closed.isPresent()) {
            return closed.get();
        }
        Matcher endpoint = PATH.matcher(path);
        Optional<TiledeskCall> call =
                endpoint.matches() ? call(endpoint.group(1)) : Optional.empty();
        if (call.isEmpty()) {
            return Answer.error(404, "Not found");
        }
        return switch (method) {
            case "POST" -> body.error().orElseGet(() -> sign(call.get(), body.fields()));
            case "OPTIONS" -> Answer.preflight();
            default -> Answer.error(405, "Method not allowed");
        };
    }

    private static Optional<TiledeskCall> call(String endpoint) {
        for (TiledeskCall call : TiledeskCall.values()) {
            if (call.endpoint().equalsIgnoreCase(endpoint)) {
                return Optional.of(call);
            }
        }
        return Optional.empty();
    }

    private Answer sign(TiledeskCall endpoint, ObjectNode body) {
        if (endpoint != TiledeskCall.CUSTOM_TOKEN) {
            return run(endpoint, CallForm.of(endpoint, body, null), null);
        }
        String assertion = assertion();
        UnverifiedToken token = UnverifiedToken.parse(assertion).orElse(null);
        if (token != null && token.audience() == null) {
            return Answer.error(400, "JWT Aud field is required");
        }
        // Decided once, from a claim that nobody has verified yet: a token that one branch refuses
        // never tries another.
        boolean custom = token != null && ProjectAudience.of(token.audience()).isPresent();
        TiledeskCall call = custom ? TiledeskCall.CUSTOM_TOKEN : TiledeskCall.RESUME;
        return run(call, CallForm.of(call, body, assertion), token);
    }

    private Answer run(TiledeskCall call, CallForm form, UnverifiedToken token) {
        if (!form.invalid().isEmpty()) {
            return Answer.invalid(form.invalid());
        }
        Outcome outcome = new SignInFlow(session, call, form.parameters()).run();
        if (outcome instanceof Outcome.SignedIn signedIn) {
            ObjectNode user =
                    switch (call) {
                        case CUSTOM_TOKEN -> token.claims();
                        case RESUME ->
                                UserJson.returning(signedIn.user(), signedIn.token().token());
                        case SIGNIN, SIGNIN_ANONYMOUSLY -> UserJson.of(signedIn.user());
                    };
            return Answer.signedIn(signedIn.token().encoded(), user, signedIn.admin());
        }
        Outcome.Refused refused = (Outcome.Refused) outcome;
        boolean failedSignin = call == TiledeskCall.SIGNIN && refused.status() == 401;
        return Answer.error(
                failedSignin ? failedSigninStatus : refused.status(), refused.message());
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
