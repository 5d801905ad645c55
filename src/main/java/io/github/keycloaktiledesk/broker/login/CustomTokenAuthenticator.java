package io.github.keycloaktiledesk.broker.login;

import io.github.keycloaktiledesk.broker.CustomerProviders;
import io.github.keycloaktiledesk.broker.KnownCustomer;
import io.github.keycloaktiledesk.broker.LeftBehindCustomer;
import io.github.keycloaktiledesk.broker.ProviderMappers;
import io.github.keycloaktiledesk.broker.SignInRules;
import io.github.keycloaktiledesk.broker.TiledeskIdentityProvider;
import io.github.keycloaktiledesk.broker.assertion.Assertion;
import io.github.keycloaktiledesk.broker.assertion.AssertionAudience;
import io.github.keycloaktiledesk.broker.assertion.UnverifiedToken;
import io.github.keycloaktiledesk.broker.keys.KeysUnavailableException;
import io.github.keycloaktiledesk.call.CallParameters;
import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.step.CallStep;
import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import io.github.keycloaktiledesk.token.TokenLifetime;
import io.github.keycloaktiledesk.token.TokenPlan;
import io.github.keycloaktiledesk.user.UserKind;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.common.VerificationException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.LoginActionsService;
import org.keycloak.sessions.AuthenticationSessionModel;

/** The step {@code tiledesk-custom-token}: a custom JWT becomes a customer of the realm. */
final class CustomTokenAuthenticator extends CallStep {

    CustomTokenAuthenticator() {
        super(TiledeskCall.CUSTOM_TOKEN);
    }

    @Override
    protected void run(AuthenticationFlowContext context) throws RefusedException {
        UnverifiedToken unverified =
                UnverifiedToken.parse(
                                context.getHttpRequest()
                                        .getDecodedFormParameters()
                                        .getFirst(CallParameters.ASSERTION))
                        .orElseThrow(
                                () ->
                                        new RefusedException(
                                                Refusal.unauthorized(
                                                        Errors.INVALID_TOKEN, "not a JWT")));
        AssertionAudience audience =
                AssertionAudience.of(unverified.audience())
                        .orElseThrow(
                                () ->
                                        new RefusedException(
                                                Refusal.unauthorized(
                                                        Errors.INVALID_TOKEN,
                                                        "aud names no project")));
        TiledeskIdentityProvider provider = CustomerProviders.of(context.getSession(), audience);
        context.getEvent().detail(Details.IDENTITY_PROVIDER, provider.getConfig().getAlias());
        Assertion assertion = verify(provider, unverified);
        context.getEvent().detail(Details.IDENTITY_PROVIDER_USERNAME, assertion.customer().id());

        UserModel user = signIn(context, provider, assertion);
        if (context.getUser() == null) {
            context.setUser(user);
        }
        postLogin(context, provider);
        SignInRules.checkResult(context.getSession(), provider, user, assertion.customer().id());
        // An existing user keeps the session that an agent has; a customer's site never ends one.
        if (UserKind.of(user) == UserKind.CUSTOMER) {
            TokenPlan.statelessFor(TokenLifetime.seconds(context.getAuthenticatorConfig()))
                    .announce(context.getSession());
        }
        FormerGuest.takeOver(context, user);
        useUp(provider, assertion);
        context.success();
    }

    /** Last, so that whatever this step refuses leaves the token usable. */
    private static void useUp(TiledeskIdentityProvider provider, Assertion assertion)
            throws RefusedException {
        if (!provider.useUp(assertion)) {
            throw new RefusedException(
                    Refusal.unauthorized(Errors.INVALID_TOKEN, "jti has been used"));
        }
    }

    private static Assertion verify(TiledeskIdentityProvider provider, UnverifiedToken token)
            throws RefusedException {
        try {
            return provider.verify(token);
        } catch (KeysUnavailableException e) {
            throw new RefusedException(
                    new Refusal(
                            503,
                            "temporarily_unavailable",
                            "Temporarily unavailable",
                            Errors.IDENTITY_PROVIDER_ERROR,
                            e.getMessage(),
                            String.valueOf(e.retryAfter())));
        } catch (VerificationException e) {
            throw new RefusedException(Refusal.unauthorized(Errors.INVALID_TOKEN, e.getMessage()));
        }
    }

    private static UserModel signIn(
            AuthenticationFlowContext context,
            TiledeskIdentityProvider provider,
            Assertion assertion)
            throws RefusedException {
        BrokeredIdentityContext brokered = provider.brokered(assertion);
        brokered.setAuthenticationSession(context.getAuthenticationSession());
        provider.preprocessFederatedIdentity(context.getSession(), context.getRealm(), brokered);
        ProviderMappers mappers = new ProviderMappers(context.getSession(), provider);
        mappers.preprocess(brokered);
        Optional<UserModel> known = KnownCustomer.find(context.getSession(), provider, brokered);
        UserModel user;
        if (known.isEmpty()) {
            user = new FirstLogin(context, provider, mappers).run(brokered);
        } else {
            user = known.get();
            context.getEvent().user(user);
            LeftBehindCustomer.takeOver(context.getSession(), provider, user, brokered);
            SignInRules.check(context.getSession(), provider, user, assertion.customer().id());
            KnownCustomer.update(context, provider, mappers, user, brokered);
        }
        note(context.getAuthenticationSession(), provider, assertion);
        return user;
    }

    /**
     * As Keycloak does for a browser, so that a session can be told to have been begun by this
     * provider.
     */
    private static void note(
            AuthenticationSessionModel authSession,
            TiledeskIdentityProvider provider,
            Assertion assertion) {
        authSession.setUserSessionNote(Details.IDENTITY_PROVIDER, provider.getConfig().getAlias());
        authSession.setUserSessionNote(
                Details.IDENTITY_PROVIDER_USERNAME, assertion.customer().id());
    }

    /**
     * What an admin wants checked after every brokered login is checked here too, or the sign-in
     * fails.
     */
    private static void postLogin(
            AuthenticationFlowContext context, TiledeskIdentityProvider provider)
            throws RefusedException {
        String flowId = provider.getConfig().getPostBrokerLoginFlowId();
        if (flowId != null) {
            HeadlessFlow.run(context, flowId, LoginActionsService.POST_BROKER_LOGIN_PATH);
        }
    }
}
