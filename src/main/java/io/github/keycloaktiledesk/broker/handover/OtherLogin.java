// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.handover;

import io.github.keycloaktiledesk.step.RefusedException;
import io.github.keycloaktiledesk.user.TiledeskUser;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * Who is logged in already with the browser in which a login is under way.
 *
 * @param userId the Keycloak id of that user
 * @param name what the page calls the user
 * @param sessionId the session of that login
 */
record OtherLogin(String userId, String name, String sessionId) {

    static Optional<OtherLogin> of(AuthenticationFlowContext context) throws RefusedException {
        String loginId = context.getAuthenticationSession().getParentSession().getId();
        return OwnTransaction.run(context, session -> find(session, loginId).map(OtherLogin::of));
    }

    /** By the cookie, or else the session with which Keycloak would have a new login go on. */
    private static Optional<UserSessionModel> find(KeycloakSession session, String loginId) {
        RealmModel realm = session.getContext().getRealm();
        return Optional.ofNullable(
                        AuthenticationManager.authenticateIdentityCookie(session, realm, true))
                .map(AuthenticationManager.AuthResult::session)
                .or(
                        () ->
                                Optional.ofNullable(
                                                session.sessions().getUserSession(realm, loginId))
                                        .filter(found -> found.getUser() != null)
                                        .filter(
                                                found ->
                                                        AuthenticationManager.isSessionValid(
                                                                realm, found)));
    }

    private static OtherLogin of(UserSessionModel session) {
        UserModel user = session.getUser();
        TiledeskUser shown = TiledeskUser.of(user);
        return new OtherLogin(
                user.getId(),
                Customer.name(shown.firstname(), shown.lastname(), user.getUsername()),
                session.getId());
    }

    boolean isOf(String id) {
        return userId.equals(id);
    }

    /** Logs out at all clients that have a back channel, and takes the cookie from the browser. */
    void end(AuthenticationFlowContext context) {
        KeycloakSession session = context.getSession();
        AuthenticationManager.backchannelLogout(
                session, session.sessions().getUserSession(context.getRealm(), sessionId), true);
        context.getEvent()
                .clone()
                .event(EventType.LOGOUT)
                .user(userId)
                .session(sessionId)
                .detail(
                        "logout_triggered_by_authenticator",
                        context.getExecution().getAuthenticator())
                .success();
    }
}
