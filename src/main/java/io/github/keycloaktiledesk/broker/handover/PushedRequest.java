// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.handover;

import io.github.keycloaktiledesk.compatibility.NeedsKeycloak;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequestParserProcessor;
import org.keycloak.protocol.oidc.endpoints.request.RequestUriType;
import org.keycloak.protocol.oidc.par.endpoints.request.AuthzEndpointParParser;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * A pushed authorization request (RFC 9126) with which a login has begun. Keycloak keeps what was
 * pushed until the login is complete, or for as long as the realm says; nothing in the browser's
 * address gets into it.
 *
 * @param session the session of the request
 * @param uri its {@code request_uri}
 */
@NeedsKeycloak("26.7.0")
record PushedRequest(KeycloakSession session, String uri) {

    static Optional<PushedRequest> of(
            KeycloakSession session, AuthenticationSessionModel authSession) {
        return Optional.ofNullable(authSession.getAuthNote(Constants.AUTHORIZATION_REQUEST_URI))
                .filter(
                        uri ->
                                AuthorizationEndpointRequestParserProcessor.getRequestUriType(uri)
                                        == RequestUriType.PAR)
                .map(uri -> new PushedRequest(session, uri));
    }

    /** What the client has pushed, of whatever length; nothing once that has expired. */
    Map<String, String> parameters() {
        return Optional.ofNullable(AuthzEndpointParParser.getRequestObject(session, uri))
                .orElse(Map.of());
    }

    /**
     * Each counts once. Keycloak sees to that at the end of a login, but not where the client wants
     * no page ({@code prompt=none}), which may even be in the address.
     *
     * @return whether this is the first time; also false once it has expired
     */
    boolean useUp(AuthenticationSessionModel authSession) {
        authSession.removeAuthNote(Constants.AUTHORIZATION_REQUEST_URI);
        return AuthzEndpointParParser.removeRequestObject(session, uri) != null;
    }
}
