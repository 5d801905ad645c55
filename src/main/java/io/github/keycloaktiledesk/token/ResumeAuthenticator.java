// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.token;

import io.github.keycloaktiledesk.call.CallParameters;
import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.step.CallStep;
import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import io.github.keycloaktiledesk.user.LastSeen;
import io.github.keycloaktiledesk.user.UserKind;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.common.VerificationException;
import org.keycloak.events.Errors;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;

/**
 * The step {@code tiledesk-resume}: whoever brings a valid token of this realm back is signed in
 * again. Tiledesk's widget does that at every page load.
 */
final class ResumeAuthenticator extends CallStep {

    ResumeAuthenticator() {
        super(TiledeskCall.RESUME);
    }

    @Override
    protected void run(AuthenticationFlowContext context) throws RefusedException {
        try {
            resume(
                    context,
                    ReturningToken.verify(
                            context.getSession(),
                            context.getEvent(),
                            context.getHttpRequest()
                                    .getDecodedFormParameters()
                                    .getFirst(CallParameters.ASSERTION)));
        } catch (VerificationException e) {
            throw new RefusedException(Refusal.unauthorized(Errors.INVALID_TOKEN, e.getMessage()));
        }
    }

    private static void resume(AuthenticationFlowContext context, ReturningToken returning)
            throws VerificationException {
        UserModel user = returning.user();
        UserKind kind = UserKind.of(user);
        if (returning.userSession() == null && kind == UserKind.AGENT) {
            throw new VerificationException("token without session of an agent");
        }
        ProviderLink link = new ProviderLink(context.getSession(), user);
        if (kind == UserKind.CUSTOMER && !link.holdsForCustomer()) {
            throw new VerificationException(
                    "identity provider gone or disabled, or customer not linked to it");
        }
        if (returning.userSession() != null) {
            link.check(returning.userSession());
            context.attachUserSession(returning.userSession());
        }
        if (kind == UserKind.GUEST) {
            LastSeen.refresh(user);
        }
        context.setUser(user);
        plan(context, returning, kind).announce(context.getSession());
        context.success();
    }

    private static TokenPlan plan(
            AuthenticationFlowContext context, ReturningToken returning, UserKind kind) {
        AccessToken token = returning.token();
        long life = token.getExp() - token.getIat();
        boolean young = 2 * (token.getExp() - TokenLifetime.now()) > life;
        // A Tiledesk server knows one key only: it would refuse one of the last key for ever.
        if (young && returning.current()) {
            return new TokenPlan.Same(returning.encoded(), token);
        }
        if (returning.userSession() != null) {
            return new TokenPlan.OfSession(token);
        }
        // Only visitors slide: a customer's site can send a new JWT.
        long expiration =
                kind == UserKind.GUEST
                        ? TokenLifetime.now()
                                + TokenLifetime.seconds(context.getAuthenticatorConfig())
                        : token.getExp();
        return new TokenPlan.Stateless(expiration, token);
    }
}
