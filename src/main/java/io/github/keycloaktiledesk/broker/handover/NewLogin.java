// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.handover;

import io.github.keycloaktiledesk.step.RefusedException;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Details;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.RestartLoginCookie;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.services.util.AuthenticationFlowURLHelper;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The same authorization request once more, in a browser in which another login is ended. Keycloak
 * gives a login the id of its authentication session, and both end together: so the customer needs
 * one that the other login has never had.
 */
final class NewLogin {

    private static final String USER = "tiledesk.hand.over.user";

    private NewLogin() {}

    /** Ends the other login, and sends the browser into a new one. */
    static void begin(AuthenticationFlowContext context, LoggedIn customer, OtherLogin other) {
        KeycloakSession session = context.getSession();
        AuthenticationSessionModel old = context.getAuthenticationSession();
        AuthenticationSessionModel login =
                new AuthenticationSessionManager(session)
                        .createAuthenticationSession(context.getRealm(), true)
                        .createAuthenticationSession(old.getClient());
        copyRequest(old, login);
        login.setAuthNote(Details.AUTH_TYPE, old.getAuthNote(Details.AUTH_TYPE));
        login.setAuthNote(USER, customer.userId());
        customer.noteIn(login);
        PushedRequest.of(session, old).ifPresent(pushed -> pushed.useUp(old));
        session.getContext().setAuthenticationSession(login);
        other.end(context);
        // Keycloak has put the session of the log-out there.
        session.getContext().setAuthenticationSession(login);
        RestartLoginCookie.setRestartCookie(session, login);
        context.forceChallenge(
                Response.status(Response.Status.FOUND)
                        .location(
                                new AuthenticationFlowURLHelper(
                                                session, context.getRealm(), context.getUriInfo())
                                        .getLastExecutionUrl(login))
                        .build());
    }

    /**
     * Completes the login in which the browser arrives.
     *
     * @return whether there was one
     */
    static boolean complete(AuthenticationFlowContext context) throws RefusedException {
        AuthenticationSessionModel login = context.getAuthenticationSession();
        String userId = login.getAuthNote(USER);
        if (userId == null) {
            return false;
        }
        login.removeAuthNote(USER);
        Map<String, String> notes = Map.copyOf(login.getUserSessionNotes());
        login.clearUserSessionNotes();
        Optional<OtherLogin> other = OtherLogin.of(context);
        if (other.isEmpty() || other.get().isOf(userId)) {
            new LoggedIn(userId, notes).finish(context);
        }
        return true;
    }

    /** What the client has asked for. */
    static void copyRequest(AuthenticationSessionModel from, AuthenticationSessionModel to) {
        to.setProtocol(from.getProtocol());
        to.setRedirectUri(from.getRedirectUri());
        to.setAction(from.getAction());
        from.getClientNotes().forEach(to::setClientNote);
    }
}
