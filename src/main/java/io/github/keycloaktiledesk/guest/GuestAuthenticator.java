// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest;

import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.guest.account.NewGuest;
import io.github.keycloaktiledesk.guest.page.GuestPage;
import io.github.keycloaktiledesk.step.StepAuthenticator;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.services.resources.LoginActionsService;

/**
 * The step {@code tiledesk-guest}, which has two doors: Tiledesk's call, and a page of a browser
 * flow. All other flows, such as the ordinary password grant or a reset of credentials, find the
 * first one closed.
 */
final class GuestAuthenticator implements StepAuthenticator {

    private final GuestCall call;
    private final GuestPage page;

    GuestAuthenticator() {
        NewGuest guests = new NewGuest();
        this.call = new GuestCall(guests);
        this.page = new GuestPage(guests);
    }

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        if (isBrowserLogin(context)) {
            page.authenticate(context);
        } else {
            call.authenticate(context);
        }
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        if (isBrowserLogin(context)) {
            page.action(context);
        } else {
            call.authenticate(context);
        }
    }

    private static boolean isBrowserLogin(AuthenticationFlowContext context) {
        return TiledeskCall.inProgress(context.getAuthenticationSession()).isEmpty()
                && LoginActionsService.AUTHENTICATE_PATH.equals(context.getFlowPath());
    }
}
