// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.utils.WebOriginsUtils;
import org.keycloak.services.cors.Cors;

/**
 * Which pages may read an answer (WHATWG Fetch, "CORS protocol"): those of the client's Web
 * origins, without credentials. Keycloak's own {@link Cors} decides with credentials, and in
 * another way from one patch release to the next.
 */
final class CrossOrigin {

    private static final String WILDCARD = Cors.ACCESS_CONTROL_ALLOW_ORIGIN_WILDCARD;

    private final String origin;
    private final String requestedHeaders;
    private Set<String> allowed = Set.of();

    CrossOrigin(HttpHeaders request) {
        origin = request.getHeaderString(Cors.ORIGIN_HEADER);
        requestedHeaders = request.getHeaderString("Access-Control-Request-Headers");
    }

    /** Takes the Web origins of a client. */
    void allow(KeycloakSession session, ClientModel client) {
        allowed = WebOriginsUtils.resolveValidWebOrigins(session, client);
    }

    void addTo(ResponseBuilder response, boolean preflight) {
        if (allowed.contains(WILDCARD)) {
            response.header(Cors.ACCESS_CONTROL_ALLOW_ORIGIN, WILDCARD);
        } else {
            response.header(HttpHeaders.VARY, Cors.ORIGIN_HEADER);
            if (origin == null || !allowed.contains(origin)) {
                return;
            }
            response.header(Cors.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        }
        if (preflight) {
            response.header(Cors.ACCESS_CONTROL_ALLOW_METHODS, "POST, OPTIONS");
            if (requestedHeaders != null) {
                response.header(Cors.ACCESS_CONTROL_ALLOW_HEADERS, requestedHeaders)
                        .header(HttpHeaders.VARY, "Access-Control-Request-Headers");
            }
            response.header(Cors.ACCESS_CONTROL_MAX_AGE, Cors.DEFAULT_MAX_AGE);
        }
    }
}
