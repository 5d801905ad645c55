// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.step;

import io.github.keycloaktiledesk.call.TiledeskCall;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Errors;

/**
 * A step that serves one of Tiledesk's calls. It refuses to run for another one, or after another
 * step has found a user: a branch set to REQUIRED in the console ignores its condition.
 */
public abstract class CallStep implements StepAuthenticator {

    private final TiledeskCall own;

    /**
     * A step of a call.
     *
     * @param own the call that it serves
     */
    protected CallStep(TiledeskCall own) {
        this.own = own;
    }

    /**
     * Finds or makes the user who signs in.
     *
     * @param context the step's context
     * @throws RefusedException if nobody is signed in
     */
    protected abstract void run(AuthenticationFlowContext context) throws RefusedException;

    @Override
    public final void authenticate(AuthenticationFlowContext context) {
        try {
            checkOwnCall(context);
            run(context);
        } catch (RefusedException e) {
            e.refusal().end(context);
        }
    }

    private void checkOwnCall(AuthenticationFlowContext context) throws RefusedException {
        if (TiledeskCall.inProgress(context.getAuthenticationSession()).orElse(null) != own) {
            throw new RefusedException(
                    Refusal.forbidden(
                            "Not allowed",
                            Errors.NOT_ALLOWED,
                            "the step serves " + own.value() + " only"));
        }
        StepAuthenticator.checkNoUser(context);
    }
}
