// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.page;

import io.github.keycloaktiledesk.user.UserKind;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * Who is logged in with the browser in which a login is under way. Keycloak lets only the same user
 * into a session that there is, so nobody may become a guest in somebody else's.
 */
final class BrowserSession {

    private final UserModel found;
    private final UserModel user;

    BrowserSession(AuthenticationFlowContext context) {
        this.found = context.getUser();
        AuthenticationManager.AuthResult cookie =
                AuthenticationManager.authenticateIdentityCookie(
                        context.getSession(), context.getRealm(), true);
        this.user = cookie == null ? null : cookie.user();
    }

    /** The guest who is logged in; asked again, because a client wants a fresh login. */
    Optional<UserModel> guest() {
        return Optional.ofNullable(user).filter(some -> UserKind.of(some) == UserKind.GUEST);
    }

    /** Whether a guest may come in: nobody has been found yet, or a guest who is here already. */
    boolean isOpenToGuests() {
        return user == null
                ? found == null
                : guest().isPresent() && (found == null || found.getId().equals(user.getId()));
    }
}
