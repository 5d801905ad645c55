package io.github.keycloaktiledesk.guest;

import io.github.keycloaktiledesk.user.UserKind;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * Who is logged in with a browser, by its cookie. A login that is under way beside it can only end
 * with the same user: Keycloak lets nobody else into the session.
 */
final class BrowserSession {

    private BrowserSession() {}

    /** The guest who is logged in; asked again, because a client wants a fresh login. */
    static Optional<UserModel> guest(AuthenticationFlowContext context) {
        return user(context).filter(user -> UserKind.of(user) == UserKind.GUEST);
    }

    /** Whether a guest may come in: nobody has been found yet, or a guest who is here already. */
    static boolean isOpenToGuests(AuthenticationFlowContext context) {
        UserModel found = context.getUser();
        return user(context)
                .map(
                        user ->
                                UserKind.of(user) == UserKind.GUEST
                                        && (found == null || found.getId().equals(user.getId())))
                .orElse(found == null);
    }

    private static Optional<UserModel> user(AuthenticationFlowContext context) {
        return Optional.ofNullable(
                        AuthenticationManager.authenticateIdentityCookie(
                                context.getSession(), context.getRealm(), true))
                .map(AuthenticationManager.AuthResult::user);
    }
}
