package io.github.keycloaktiledesk.broker.handover;

import io.github.keycloaktiledesk.user.TiledeskUser;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.EventType;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * Who is logged in already with the browser in which a login is under way.
 *
 * @param user who
 * @param session the session of that login
 */
record OtherLogin(UserModel user, UserSessionModel session) {

    /** By the cookie, or else by the session that a new login would have to go on with. */
    static Optional<OtherLogin> of(AuthenticationFlowContext context) {
        return Optional.ofNullable(
                        AuthenticationManager.authenticateIdentityCookie(
                                context.getSession(), context.getRealm(), true))
                .map(AuthenticationManager.AuthResult::session)
                .or(() -> ofAuthenticationSession(context))
                .map(session -> new OtherLogin(session.getUser(), session));
    }

    private static Optional<UserSessionModel> ofAuthenticationSession(
            AuthenticationFlowContext context) {
        return Optional.ofNullable(
                        context.getSession()
                                .sessions()
                                .getUserSession(
                                        context.getRealm(),
                                        context.getAuthenticationSession()
                                                .getParentSession()
                                                .getId()))
                .filter(session -> session.getUser() != null)
                .filter(
                        session ->
                                AuthenticationManager.isSessionValid(context.getRealm(), session));
    }

    boolean isOf(Customer customer) {
        return user.getId().equals(customer.userId());
    }

    /** What the page calls whoever it is. */
    String name() {
        TiledeskUser shown = TiledeskUser.of(user);
        return Customer.name(shown.firstname(), shown.lastname(), user.getUsername());
    }

    /** Logs out at all clients that have a back channel, and takes the cookie from the browser. */
    void end(AuthenticationFlowContext context) {
        String id = user.getId();
        String sessionId = session.getId();
        AuthenticationManager.backchannelLogout(context.getSession(), session, true);
        context.getEvent()
                .clone()
                .event(EventType.LOGOUT)
                .user(id)
                .session(sessionId)
                .detail(
                        "logout_triggered_by_authenticator",
                        context.getExecution().getAuthenticator())
                .success();
    }
}
