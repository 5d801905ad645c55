// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.login;

import io.github.keycloaktiledesk.broker.CallToken;
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
import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.common.VerificationException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.LoginActionsService;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * A login with a custom JWT, through whichever door it has come: the token is verified, the
 * provider's flows and mappers run without a screen, and the token is used up. Whoever is refused
 * halfway may have written something, which has to be rolled back.
 */
public final class CustomTokenLogin {

    private final AuthenticationFlowContext context;
    private final TiledeskIdentityProvider provider;
    private final Assertion assertion;
    private final ProviderMappers mappers;
    private final BrokeredIdentityContext brokered;

    private CustomTokenLogin(
            AuthenticationFlowContext context,
            TiledeskIdentityProvider provider,
            Assertion assertion)
            throws RefusedException {
        this.context = context;
        this.provider = provider;
        this.assertion = assertion;
        this.mappers = new ProviderMappers(context.getSession(), provider);
        this.brokered = provider.brokered(assertion);
        brokered.setAuthenticationSession(context.getAuthenticationSession());
        provider.preprocessFederatedIdentity(context.getSession(), context.getRealm(), brokered);
        mappers.preprocess(brokered);
    }

    /**
     * Verifies a token through the provider of the project that it names.
     *
     * @param context the context of the step; its authentication session has to belong to {@link
     *     io.github.keycloaktiledesk.call.TiledeskCall#CUSTOM_TOKEN}
     * @param token what was sent; may be anything or null
     * @return the login, which has written nothing yet
     * @throws RefusedException if the token is not valid, or nobody can tell now
     */
    public static CustomTokenLogin begin(AuthenticationFlowContext context, String token)
            throws RefusedException {
        UnverifiedToken unverified =
                CallToken.of(context.getSession(), token).orElseThrow(() -> invalid("not a JWT"));
        AssertionAudience audience =
                AssertionAudience.of(unverified.audience())
                        .orElseThrow(() -> invalid("aud names no project"));
        TiledeskIdentityProvider provider = CustomerProviders.of(context.getSession(), audience);
        context.getEvent().detail(Details.IDENTITY_PROVIDER, provider.getConfig().getAlias());
        Assertion assertion = verify(provider, unverified);
        context.getEvent().detail(Details.IDENTITY_PROVIDER_USERNAME, assertion.customer().id());
        return new CustomTokenLogin(context, provider, assertion);
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
            throw invalid(e.getMessage());
        }
    }

    private static RefusedException invalid(String reason) {
        return new RefusedException(Refusal.unauthorized(Errors.INVALID_TOKEN, reason));
    }

    /**
     * Finds the user of a customer who has been here before, and writes nothing.
     *
     * @return the user, or empty where the customer would come for the first time
     */
    public Optional<UserModel> known() {
        return KnownCustomer.find(context.getSession(), provider, brokered);
    }

    /**
     * What the site says of its customer, as the provider's mappers have changed it.
     *
     * @return the customer as the provider brokers it
     */
    public BrokeredIdentityContext customer() {
        return brokered;
    }

    /**
     * Finds or makes the customer's user, and sets it in the context.
     *
     * @return the user
     * @throws RefusedException if a flow, a mapper or a rule lets nobody in
     */
    public UserModel signIn() throws RefusedException {
        UserModel user = findOrCreate();
        note(context.getAuthenticationSession());
        if (context.getUser() == null) {
            context.setUser(user);
        }
        postLogin();
        SignInRules.checkResult(context.getSession(), provider, user, assertion.customer().id());
        return user;
    }

    /**
     * Uses the token up, where the provider takes each only once. Comes last, so that whatever a
     * step refuses leaves the token usable.
     *
     * @throws RefusedException if it has been used before
     */
    public void useUp() throws RefusedException {
        if (!provider.useUp(assertion)) {
            throw invalid("jti has been used");
        }
    }

    private UserModel findOrCreate() throws RefusedException {
        Optional<UserModel> known = known();
        if (known.isEmpty()) {
            return new FirstLogin(context, provider, mappers).run(brokered);
        }
        UserModel user = known.get();
        context.getEvent().user(user);
        LeftBehindCustomer.takeOver(context.getSession(), provider, user, brokered);
        SignInRules.check(context.getSession(), provider, user, assertion.customer().id());
        KnownCustomer.update(context, provider, mappers, user, brokered);
        return user;
    }

    /**
     * As Keycloak does for a browser, so that a session can be told to have been begun by this
     * provider.
     */
    private void note(AuthenticationSessionModel authSession) {
        authSession.setUserSessionNote(Details.IDENTITY_PROVIDER, provider.getConfig().getAlias());
        authSession.setUserSessionNote(
                Details.IDENTITY_PROVIDER_USERNAME, assertion.customer().id());
    }

    /**
     * What an admin wants checked after every brokered login is checked here too, or the sign-in
     * fails.
     */
    private void postLogin() throws RefusedException {
        String flowId = provider.getConfig().getPostBrokerLoginFlowId();
        if (flowId != null) {
            HeadlessFlow.run(context, flowId, LoginActionsService.POST_BROKER_LOGIN_PATH);
        }
    }
}
