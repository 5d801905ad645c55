// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.handover;

import java.util.Optional;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * A custom JWT that waits for an answer to the question whether somebody else's login shall end: in
 * memory, for as long as Keycloak keeps the authentication session.
 */
final class WaitingToken {

    private static final String TOKEN = "tiledesk.hand.over.token";

    /** The session of whom the page has named. */
    private static final String OTHER = "tiledesk.hand.over.other";

    private WaitingToken() {}

    static void keep(AuthenticationSessionModel authSession, String token, OtherLogin other) {
        authSession.setAuthNote(TOKEN, token);
        authSession.setAuthNote(OTHER, other.sessionId());
    }

    static Optional<String> of(AuthenticationSessionModel authSession) {
        return Optional.ofNullable(authSession.getAuthNote(TOKEN));
    }

    /** Whether the page has asked about this login. */
    static boolean waitsFor(AuthenticationSessionModel authSession, OtherLogin other) {
        return other.sessionId().equals(authSession.getAuthNote(OTHER));
    }

    static void forget(AuthenticationSessionModel authSession) {
        authSession.removeAuthNote(TOKEN);
        authSession.removeAuthNote(OTHER);
    }
}
