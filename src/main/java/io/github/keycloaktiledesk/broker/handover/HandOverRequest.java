// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.handover;

import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Errors;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.RestartLoginCookie;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocolService;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpoint;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.utils.StringUtil;

/**
 * The authorization request with which a site hands its customer over. The custom JWT is taken from
 * the body of a form that the client's own page has posted, or from what an authenticated client
 * has pushed, and from nowhere else: addresses end up in logs, and a page of a stranger could log
 * anybody in as a customer of its choice (login CSRF).
 *
 * @param context the context of the step
 */
record HandOverRequest(AuthenticationFlowContext context) {

    /** The parameter of the authorization request. */
    static final String PARAMETER = "tiledesk_custom_token";

    /** Where Keycloak keeps it, wherever it came from; in the end, in the database. */
    private static final String NOTE =
            AuthorizationEndpoint.LOGIN_SESSION_NOTE_ADDITIONAL_REQ_PARAMS_PREFIX + PARAMETER;

    /** In characters; the most that our calls take. */
    private static final int MAX_LENGTH = 64 * 1024;

    /**
     * Reads the token, and has Keycloak forget it.
     *
     * @return the token, or empty where there is none
     * @throws RefusedException if there is one that this request must not carry
     */
    Optional<String> token() throws RefusedException {
        boolean noted = forget();
        boolean direct = isAuthorizationRequest();
        if (direct && isInAddress()) {
            throw invalid("the custom JWT is in the address");
        }
        Optional<PushedRequest> pushed =
                PushedRequest.of(context.getSession(), context.getAuthenticationSession());
        Optional<String> token =
                pushed.isPresent()
                        ? ofPushed(pushed.get().parameters())
                        : direct ? ofForm() : Optional.empty();
        if (token.isEmpty() && noted) {
            throw invalid("the custom JWT is neither in the form that was posted nor pushed");
        }
        return token;
    }

    /** Not only for the database: the cookie by which a login can be begun again has it too. */
    private boolean forget() {
        AuthenticationSessionModel login = context.getAuthenticationSession();
        if (login.getClientNote(NOTE) == null) {
            return false;
        }
        login.removeClientNote(NOTE);
        RestartLoginCookie.setRestartCookie(context.getSession(), login);
        return true;
    }

    /** Not so a later request of the same login, such as a form of another step. */
    private boolean isAuthorizationRequest() {
        // The request's own path: with a frontend URL, Keycloak's is another.
        return context.getUriInfo()
                .getAbsolutePath()
                .getPath()
                .endsWith(
                        OIDCLoginProtocolService.authUrl(UriBuilder.fromPath("/"))
                                .build(context.getRealm().getName())
                                .getPath());
    }

    private boolean isInAddress() {
        return context.getUriInfo().getQueryParameters().getOrDefault(PARAMETER, List.of()).stream()
                .anyMatch(HandOverRequest::has);
    }

    private Optional<String> ofPushed(Map<String, String> parameters) throws RefusedException {
        String token = parameters.get(PARAMETER);
        if (!has(token)) {
            return Optional.empty();
        }
        ClientModel client = context.getAuthenticationSession().getClient();
        if (client.isPublicClient()) {
            throw forbidden("a public client has pushed the custom JWT, which anybody could");
        }
        if (!client.getClientId().equals(parameters.get(OIDCLoginProtocol.CLIENT_ID_PARAM))) {
            // RFC 9126 section 2.1 requires it. Without it, Keycloak cannot tell whose request it
            // is, and takes its request_uri from any client.
            throw invalid("the custom JWT was pushed without the client's own client_id");
        }
        check(token, parameters::get);
        return Optional.of(token);
    }

    private Optional<String> ofForm() throws RefusedException {
        if (!HttpMethod.POST.equals(context.getHttpRequest().getHttpMethod())) {
            return Optional.empty();
        }
        MultivaluedMap<String, String> form = context.getHttpRequest().getDecodedFormParameters();
        String token = form.getFirst(PARAMETER);
        if (!has(token)) {
            return Optional.empty();
        }
        new ClientOrigins(context.getSession(), context.getAuthenticationSession().getClient())
                .check(context.getHttpRequest().getHttpHeaders());
        check(token, form::getFirst);
        return Optional.of(token);
    }

    /** What Keycloak goes by may also be in the address, or in a request object. */
    private void check(String token, UnaryOperator<String> sentWithIt) throws RefusedException {
        if (has(sentWithIt.apply(OIDCLoginProtocol.REQUEST_PARAM))
                || has(sentWithIt.apply(OIDCLoginProtocol.REQUEST_URI_PARAM))) {
            // By RFC 9101 section 6.3 nothing counts that stands beside it.
            throw invalid("the custom JWT is beside a request object");
        }
        if (Stream.of(
                        OIDCLoginProtocol.STATE_PARAM,
                        OIDCLoginProtocol.NONCE_PARAM,
                        OIDCLoginProtocol.CODE_CHALLENGE_PARAM)
                .filter(name -> has(sentWithIt.apply(name)))
                .map(context.getAuthenticationSession()::getClientNote)
                .noneMatch(HandOverRequest::has)) {
            throw invalid(
                    "no state, nonce or code_challenge, by which the client could tell that the answer is to its own request");
        }
        if (token.length() > MAX_LENGTH) {
            throw invalid("the custom JWT is larger than 64 KiB");
        }
    }

    /** Without a value it is as if omitted (RFC 6749 section 3.1). */
    private static boolean has(String value) {
        return StringUtil.isNotBlank(value);
    }

    static RefusedException invalid(String reason) {
        return new RefusedException(
                new Refusal(
                        400, "invalid_request", "Invalid request", Errors.INVALID_REQUEST, reason));
    }

    private static RefusedException forbidden(String reason) {
        return new RefusedException(Refusal.forbidden("Not allowed", Errors.NOT_ALLOWED, reason));
    }
}
