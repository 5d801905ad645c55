// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.broker.assertion.UnverifiedToken;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/** The JWT of a call, parsed once: whose it is, is asked before its step runs. */
public final class CallToken {

    private static final String ATTRIBUTE = CallToken.class.getName();

    private CallToken() {}

    private record Parsed(String jwt, Optional<UnverifiedToken> token) {}

    /**
     * Parses a token, unless it was the last one of the call.
     *
     * @param session the session of the call
     * @param jwt what was sent; may be anything or null
     * @return the token, or empty where it is no signed JWT
     */
    public static Optional<UnverifiedToken> of(KeycloakSession session, String jwt) {
        Parsed last = session.getAttribute(ATTRIBUTE, Parsed.class);
        if (last != null && Objects.equals(last.jwt(), jwt)) {
            return last.token();
        }
        Optional<UnverifiedToken> token = UnverifiedToken.parse(jwt);
        session.setAttribute(ATTRIBUTE, new Parsed(jwt, token));
        return token;
    }
}
