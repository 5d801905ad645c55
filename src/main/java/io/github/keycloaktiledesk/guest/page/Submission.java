package io.github.keycloaktiledesk.guest.page;

import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.services.resources.LoginActionsService;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * A press of the button, known by the code in the address of its form. Keycloak takes a code once,
 * but lets two requests with the same one pass while both are in flight.
 */
final class Submission {

    /** Longer than a request takes. */
    private static final int SECONDS = 300;

    private Submission() {}

    /** Whether this is the first with its code, on any node; each page has a code of its own. */
    static boolean isFirst(AuthenticationFlowContext context) {
        AuthenticationSessionModel login = context.getAuthenticationSession();
        String code =
                context.getUriInfo()
                        .getQueryParameters()
                        .getFirst(LoginActionsService.SESSION_CODE);
        return context.getSession()
                .singleUseObjects()
                .putIfAbsent(
                        "tiledesk-guest:%s:%s:%s"
                                .formatted(
                                        login.getParentSession().getId(), login.getTabId(), code),
                        SECONDS);
    }
}
