// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest;

import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.guest.account.GuestConfig;
import io.github.keycloaktiledesk.guest.account.GuestDetails;
import io.github.keycloaktiledesk.guest.account.NewGuest;
import io.github.keycloaktiledesk.step.CallStep;
import io.github.keycloaktiledesk.step.RefusedException;
import io.github.keycloaktiledesk.token.TokenPlan;
import jakarta.ws.rs.core.MultivaluedMap;
import org.keycloak.authentication.AuthenticationFlowContext;

/** The step for the call signinAnonymously: every call makes a guest of its own. */
final class GuestCall extends CallStep {

    private final NewGuest guests;

    GuestCall(NewGuest guests) {
        super(TiledeskCall.SIGNIN_ANONYMOUSLY);
        this.guests = guests;
    }

    @Override
    protected void run(AuthenticationFlowContext context) throws RefusedException {
        GuestConfig config = GuestConfig.of(context.getAuthenticatorConfig());
        MultivaluedMap<String, String> form = context.getHttpRequest().getDecodedFormParameters();
        RefusedException.throwIf(config.fields().check(context.getRealm(), form));
        context.setUser(guests.create(context, config, GuestDetails.of(form)));
        TokenPlan.statelessFor(config.tokenLifetime()).announce(context.getSession());
        context.success();
    }
}
