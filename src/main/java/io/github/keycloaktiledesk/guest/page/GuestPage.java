// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.page;

import io.github.keycloaktiledesk.call.CallParameters;
import io.github.keycloaktiledesk.guest.account.GuestConfig;
import io.github.keycloaktiledesk.guest.account.GuestDetails;
import io.github.keycloaktiledesk.guest.account.NewGuest;
import io.github.keycloaktiledesk.profile.ProfileAction;
import io.github.keycloaktiledesk.step.OnSuccess;
import io.github.keycloaktiledesk.step.RefusedException;
import io.github.keycloaktiledesk.step.StepAuthenticator;
import io.github.keycloaktiledesk.step.Submission;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import org.jboss.logging.Logger;
import org.keycloak.authentication.AuthenticationFlowContext;

/**
 * The step in a browser flow: a page with a button, which makes a guest with an ordinary session of
 * Keycloak's. Only the button does: a GET, such as a preview of a link or {@code prompt=none},
 * writes nothing.
 */
public final class GuestPage implements StepAuthenticator {

    private static final Logger LOG = Logger.getLogger(GuestPage.class);

    private final NewGuest guests;

    /**
     * The page.
     *
     * @param guests makes the guests
     */
    public GuestPage(NewGuest guests) {
        this.guests = guests;
    }

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        BrowserSession browser = new BrowserSession(context);
        GuestForm form = new GuestForm(context, browser.guest().isEmpty());
        if (!browser.isOpenToGuests()) {
            context.attempted();
            return;
        }
        try {
            ProfileAction.checkUsedBy(context.getRealm());
            context.challenge(form.page());
        } catch (RefusedException e) {
            if (context.getExecution().isAlternative()) {
                // Whoever has an account still has another way in.
                LOG.warnf(
                        "No guests in the browser, realm '%s': %s",
                        context.getRealm().getName(), e.refusal().reason());
                context.attempted();
                return;
            }
            e.refusal().record(context.getEvent());
            context.forceChallenge(form.errorPage(e.refusal()));
        }
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        BrowserSession browser = new BrowserSession(context);
        if (!HttpMethod.POST.equals(context.getHttpRequest().getHttpMethod())
                || !browser.isOpenToGuests()) {
            // Keycloak takes the address of a form by GET as well.
            authenticate(context);
            return;
        }
        try {
            submit(context, browser);
        } catch (RefusedException e) {
            e.refusal().record(context.getEvent());
            context.forceChallenge(
                    new GuestForm(context, browser.guest().isEmpty()).page(e.refusal()));
        }
    }

    private void submit(AuthenticationFlowContext context, BrowserSession browser)
            throws RefusedException {
        ProfileAction.checkUsedBy(context.getRealm());
        if (browser.guest().isPresent()) {
            // Nothing proves a guest, so nothing else can be asked of one.
            context.setUser(browser.guest().get());
            context.success();
            return;
        }
        GuestConfig config = GuestConfig.of(context.getAuthenticatorConfig());
        // Whatever else is sent is not read.
        MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
        form.putSingle(CallParameters.ID_PROJECT, config.browserProject());
        form.putSingle(
                CallParameters.FIRSTNAME,
                context.getHttpRequest()
                        .getDecodedFormParameters()
                        .getFirst(CallParameters.FIRSTNAME));
        RefusedException.throwIf(config.fields().check(context.getRealm(), form));
        if (!Submission.isFirst(context)) {
            Submission.refuseAnother(context);
            return;
        }
        context.setUser(guests.create(context, config, GuestDetails.of(form)));
        OnSuccess.happen(context.getSession());
        context.success();
    }
}
