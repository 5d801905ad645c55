// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.handover;

import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.common.util.UriUtils;
import org.keycloak.events.Errors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.utils.RedirectUtils;
import org.keycloak.protocol.oidc.utils.WebOriginsUtils;

/**
 * The origins (RFC 6454) of a client's own pages: its web origins, or where it names none, those of
 * its redirect URIs, where it gets its codes. That all origins may read answers ({@code *}) does
 * not make their pages the client's.
 *
 * @param session the session of the request
 * @param client the client
 */
record ClientOrigins(KeycloakSession session, ClientModel client) {

    private static final String ORIGIN = "Origin";
    private static final String ANY = "*";

    /**
     * Checks that a form was posted by a page of the client's. Browsers say so with every POST, and
     * no page can have them say another.
     *
     * @param headers the request's
     * @throws RefusedException if another page has, or none that the browser would name
     */
    void check(HttpHeaders headers) throws RefusedException {
        String origin = headers.getHeaderString(ORIGIN);
        if (origin == null || !own().contains(origin)) {
            throw new RefusedException(
                    Refusal.forbidden(
                            "Not allowed",
                            Errors.NOT_ALLOWED,
                            origin == null
                                    ? "the request has no Origin"
                                    : "the Origin is none of the client's own"));
        }
    }

    private Set<String> own() {
        Set<String> named = WebOriginsUtils.resolveValidWebOrigins(session, client);
        named.remove(ANY);
        return named.isEmpty() ? ofRedirectUris() : named;
    }

    private Set<String> ofRedirectUris() {
        return RedirectUtils.resolveValidRedirects(
                        session, client.getRootUrl(), client.getRedirectUris())
                .stream()
                .filter(uri -> uri.startsWith("https://") || uri.startsWith("http://"))
                .map(UriUtils::getOrigin)
                .collect(Collectors.toSet());
    }
}
