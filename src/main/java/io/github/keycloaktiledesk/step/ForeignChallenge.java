// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.step;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.events.Errors;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/**
 * The response with which a step of a flow ends it: one of ours, an OAuth error of Keycloak's or of
 * others, or a page.
 *
 * @param response what the step has answered
 */
public record ForeignChallenge(Response response) {

    /**
     * Reads what means the same to every caller: a refusal of our own, or a status of a step's own
     * choice such as 403 or 429.
     *
     * @return the refusal, or empty for a page, and for 400 and 401, which ask for other
     *     credentials
     */
    public Optional<Refusal> refusal() {
        if (response.getEntity() instanceof Refusal.Body body) {
            return Optional.of(body.refusal());
        }
        if (isPage() || response.getStatus() <= 401) {
            return Optional.empty();
        }
        String message =
                oauth().map(OAuth2ErrorRepresentation::getErrorDescription).orElse("Not allowed");
        return Optional.of(
                new Refusal(
                        response.getStatus(),
                        error(),
                        message,
                        Errors.NOT_ALLOWED,
                        error(),
                        response.getHeaderString(HttpHeaders.RETRY_AFTER)));
    }

    /**
     * Tells whether the step wants to show something.
     *
     * @return whether the response is HTML, or no error at all
     */
    public boolean isPage() {
        MediaType type = response.getMediaType();
        return response.getStatus() < 400
                || MediaType.TEXT_HTML_TYPE.isCompatible(type)
                || MediaType.APPLICATION_XHTML_XML_TYPE.isCompatible(type);
    }

    /**
     * The OAuth error code.
     *
     * @return the code, or a word for a step that gives none
     */
    public String error() {
        return oauth().map(OAuth2ErrorRepresentation::getError).orElse("a step's challenge");
    }

    private Optional<OAuth2ErrorRepresentation> oauth() {
        return response.getEntity() instanceof OAuth2ErrorRepresentation error
                ? Optional.of(error)
                : Optional.empty();
    }
}
