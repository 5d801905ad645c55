// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.handover;

import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.profile.ProfileAction;
import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import io.github.keycloaktiledesk.step.StepAuthenticator;
import io.github.keycloaktiledesk.step.Submission;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.services.resources.LoginActionsService;

/**
 * The step {@code tiledesk-hand-over} of a browser flow: a custom JWT that came with the
 * authorization request logs its customer in. Where somebody else is logged in with the browser, it
 * asks first, and nothing is written before the answer.
 */
final class HandOverAuthenticator implements StepAuthenticator {

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        // Unless there is something to do.
        context.attempted();
        try {
            if (!isBrowserLogin(context) || NewLogin.complete(context)) {
                return;
            }
            Optional<String> token = token(context);
            if (token.isPresent()) {
                begin(context, token.get());
            }
        } catch (RefusedException e) {
            refuse(context, e.refusal());
        }
    }

    /** All other flows, such as a reset of credentials, are not concerned. */
    private static boolean isBrowserLogin(AuthenticationFlowContext context) {
        return TiledeskCall.inProgress(context.getAuthenticationSession()).isEmpty()
                && LoginActionsService.AUTHENTICATE_PATH.equals(context.getFlowPath());
    }

    private static Optional<String> token(AuthenticationFlowContext context)
            throws RefusedException {
        Optional<String> waiting = WaitingToken.of(context.getAuthenticationSession());
        return waiting.isPresent() ? waiting : new HandOverRequest(context).token();
    }

    private static void begin(AuthenticationFlowContext context, String token)
            throws RefusedException {
        check(context);
        Optional<OtherLogin> other = OtherLogin.of(context);
        if (other.isPresent()) {
            Customer customer = CustomerLogin.identify(context, token);
            if (!other.get().isOf(customer.userId())) {
                WaitingToken.keep(context.getAuthenticationSession(), token, other.get());
                context.challenge(HandOverForm.question(context, other.get(), customer));
                return;
            }
        }
        WaitingToken.forget(context.getAuthenticationSession());
        CustomerLogin.signIn(context, token).finish(context);
    }

    private static void check(AuthenticationFlowContext context) throws RefusedException {
        ProfileAction.checkUsedBy(context.getRealm());
        StepAuthenticator.checkNoUser(context);
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        HandOverForm.Answer answer = HandOverForm.answer(context);
        Optional<String> token = WaitingToken.of(context.getAuthenticationSession());
        if (answer == HandOverForm.Answer.NONE || token.isEmpty()) {
            // Keycloak takes the address of a form by GET as well.
            authenticate(context);
            return;
        }
        if (answer == HandOverForm.Answer.STAY) {
            WaitingToken.forget(context.getAuthenticationSession());
            context.attempted();
            return;
        }
        try {
            goOn(context, token.get());
        } catch (RefusedException e) {
            refuse(context, e.refusal());
        }
    }

    private static void goOn(AuthenticationFlowContext context, String token)
            throws RefusedException {
        Optional<OtherLogin> other = OtherLogin.of(context);
        if (other.isPresent()
                && !WaitingToken.waitsFor(context.getAuthenticationSession(), other.get())) {
            // In another tab, somebody else has logged in meanwhile.
            begin(context, token);
            return;
        }
        if (!Submission.isFirst(context)) {
            Submission.refuseAnother(context);
            return;
        }
        check(context);
        WaitingToken.forget(context.getAuthenticationSession());
        // The other login ends only once nothing can refuse the customer any more.
        LoggedIn customer = CustomerLogin.signIn(context, token);
        if (other.isPresent()) {
            NewLogin.begin(context, customer, other.get());
        } else {
            customer.finish(context);
        }
    }

    private static void refuse(AuthenticationFlowContext context, Refusal refusal) {
        WaitingToken.forget(context.getAuthenticationSession());
        refusal.record(context.getEvent());
        context.forceChallenge(HandOverForm.errorPage(context, refusal));
    }
}
