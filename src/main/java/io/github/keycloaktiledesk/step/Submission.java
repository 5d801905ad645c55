// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.step;

import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.services.resources.LoginActionsService;
import org.keycloak.services.util.AuthenticationFlowURLHelper;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * A press of the button, known by the code in the address of its form. Keycloak takes a code once,
 * but lets two requests with the same one pass while both are in flight.
 */
public final class Submission {

    /** Longer than a request takes. */
    private static final int SECONDS = 300;

    private Submission() {}

    /**
     * Tells whether this is the first with its code, on any node; each page has a code of its own.
     *
     * @param context the context of the step whose button it is
     * @return whether it is
     */
    public static boolean isFirst(AuthenticationFlowContext context) {
        AuthenticationSessionModel login = context.getAuthenticationSession();
        String code =
                context.getUriInfo()
                        .getQueryParameters()
                        .getFirst(LoginActionsService.SESSION_CODE);
        return context.getSession()
                .singleUseObjects()
                .putIfAbsent(
                        "tiledesk-submission:%s:%s:%s"
                                .formatted(
                                        login.getParentSession().getId(), login.getTabId(), code),
                        SECONDS);
    }

    /**
     * Answers one that is not the first with Keycloak's page about expired pages.
     *
     * @param context the context of the step whose button it is
     */
    public static void refuseAnother(AuthenticationFlowContext context) {
        context.forceChallenge(
                new AuthenticationFlowURLHelper(
                                context.getSession(), context.getRealm(), context.getUriInfo())
                        .showPageExpired(context.getAuthenticationSession()));
    }
}
