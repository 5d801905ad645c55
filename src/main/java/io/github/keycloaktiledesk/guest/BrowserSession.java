package io.github.keycloaktiledesk.guest;

import io.github.keycloaktiledesk.user.UserKind;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * Who is logged in with the browser in which a login is under way. Keycloak lets only the same user
 * into a session that there is, so nobody may become a guest in somebody else's.
 */
final class BrowserSession {

    private final AuthenticationFlowContext context;
    private final UserModel user;
    private final UserSessionModel revoked;

    BrowserSession(AuthenticationFlowContext context) {
        this.context = context;
        AuthenticationManager.AuthResult cookie =
                AuthenticationManager.authenticateIdentityCookie(
                        context.getSession(), context.getRealm(), true);
        this.user = cookie == null ? null : cookie.user();
        this.revoked = cookie == null ? revoked(context) : null;
    }

    /** A session whose cookie is older than the realm's not-before. */
    private static UserSessionModel revoked(AuthenticationFlowContext context) {
        UserSessionModel left =
                context.getSession()
                        .sessions()
                        .getUserSession(
                                context.getRealm(),
                                context.getAuthenticationSession().getParentSession().getId());
        // Keycloak begins anew with one that is not valid.
        return AuthenticationManager.isSessionValid(context.getRealm(), left)
                        && left.getUser() != null
                ? left
                : null;
    }

    /** The guest who is logged in; asked again, because a client wants a fresh login. */
    Optional<UserModel> guest() {
        return Optional.ofNullable(user).filter(BrowserSession::isGuest);
    }

    /** Whether a guest may come in: nobody has been found yet, or a guest who is here already. */
    boolean isOpenToGuests() {
        UserModel found = context.getUser();
        if (user != null) {
            return isGuest(user) && (found == null || found.getId().equals(user.getId()));
        }
        return found == null && (revoked == null || isGuest(revoked.getUser()));
    }

    boolean isRevoked() {
        return revoked != null;
    }

    /** Makes room for another guest where the last one's session is revoked. */
    void endRevoked() {
        if (revoked != null) {
            context.getSession().sessions().removeUserSession(context.getRealm(), revoked);
        }
    }

    private static boolean isGuest(UserModel user) {
        return UserKind.of(user) == UserKind.GUEST;
    }
}
