// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.broker.assertion.Assertion;
import io.github.keycloaktiledesk.broker.assertion.AssertionVerifier;
import io.github.keycloaktiledesk.broker.assertion.CustomerClaims;
import io.github.keycloaktiledesk.broker.assertion.UnverifiedToken;
import io.github.keycloaktiledesk.broker.assertion.VerificationKeys;
import io.github.keycloaktiledesk.broker.keys.KeysUnavailableException;
import io.github.keycloaktiledesk.broker.mapper.AssertedEmail;
import io.github.keycloaktiledesk.broker.mapper.MappedClaim;
import io.github.keycloaktiledesk.token.TokenLifetime;
import io.github.keycloaktiledesk.user.UserAttributes;
import io.github.keycloaktiledesk.user.UserKind;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.keycloak.broker.provider.AbstractIdentityProvider;
import org.keycloak.broker.provider.AuthenticationRequest;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.broker.provider.DefaultDataMarshaller;
import org.keycloak.broker.provider.IdentityProviderDataMarshaller;
import org.keycloak.broker.provider.JWTAuthorizationGrantProvider;
import org.keycloak.common.VerificationException;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderSyncMode;
import org.keycloak.models.IdentityProviderType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.JWTAuthorizationGrantValidationContext;
import org.keycloak.services.ErrorPage;
import org.keycloak.services.messages.Messages;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.util.Booleans;

/**
 * An identity provider for the customers of one Tiledesk project, who come with a custom JWT of
 * their site.
 */
public final class TiledeskIdentityProvider
        extends AbstractIdentityProvider<TiledeskIdentityProviderConfig>
        implements JWTAuthorizationGrantProvider<TiledeskIdentityProviderConfig> {

    TiledeskIdentityProvider(KeycloakSession session, TiledeskIdentityProviderConfig config) {
        super(session, config);
    }

    /**
     * Verifies a custom JWT with this provider's settings.
     *
     * @param token the token as it came
     * @return what it says
     * @throws VerificationException if it is not valid, or as {@link KeysUnavailableException} if
     *     nobody can tell now; the message is for admins
     */
    public Assertion verify(UnverifiedToken token) throws VerificationException {
        try {
            getConfig().getSyncMode();
            // Not before the header is read: anybody may send anything, and keys cost something.
            VerificationKeys keys =
                    (algorithm, kid) ->
                            ProviderKeys.of(session, getConfig()).fitting(algorithm, kid);
            return new AssertionVerifier(getConfig().rules(), keys)
                    .verify(token, TokenLifetime.now());
        } catch (IllegalArgumentException e) {
            // Changed since they were checked: in the vault, or past our form.
            throw new VerificationException("the provider's settings: " + e.getMessage());
        }
    }

    /**
     * Uses a token up, where this provider takes each only once.
     *
     * @param assertion a verified token of this provider
     * @return false if it has been used before, on whichever node
     */
    public boolean useUp(Assertion assertion) {
        return !getConfig().isSingleUse() || new SingleUse(session, getConfig()).take(assertion);
    }

    /**
     * What Keycloak's brokering works with.
     *
     * @param assertion a verified custom JWT
     * @return the customer as this provider brokers it, before any mapper
     */
    public BrokeredIdentityContext brokered(Assertion assertion) {
        CustomerClaims token = assertion.customer();
        BrokeredIdentityContext context = new BrokeredIdentityContext(token.id(), getConfig());
        context.setIdp(this);
        context.setUsername(token.id());
        context.setBrokerUserId(getConfig().getAlias() + "." + token.id());
        context.setModelUsername(
                CustomerUsername.of(session.getContext().getRealm(), getConfig(), token.id()));
        context.setFirstName(token.firstname());
        context.setLastName(token.lastname());
        AssertedEmail.set(context, token.email());
        if (token.attributes() != null) {
            context.getContextData().put(UserAttributes.ATTRIBUTES, token.attributes());
        }
        MappedClaim.provide(assertion.claims(), context);
        return context;
    }

    /**
     * Whether this provider has created a user for this very id.
     *
     * @param user a user of the realm
     * @param id a customer's {@code _id}
     * @return whether it has
     */
    public boolean isOwn(UserModel user, String id) {
        return new CustomerRecord(user, getConfig()).isOf(id);
    }

    @Override
    public void importNewUser(
            KeycloakSession session,
            RealmModel realm,
            UserModel user,
            BrokeredIdentityContext context) {
        new CustomerRecord(user, getConfig()).begin(session, context);
    }

    /**
     * Whether a further sign-in changes a user: a customer, and only where the admin wants that.
     */
    boolean updates(UserModel user) {
        return getConfig().getSyncMode() == IdentityProviderSyncMode.FORCE
                && UserKind.of(user) == UserKind.CUSTOMER;
    }

    /**
     * An existing user of the realm stays as it is: a site must not rename or readdress an account.
     */
    @Override
    public void updateBrokeredUser(
            KeycloakSession session,
            RealmModel realm,
            UserModel user,
            BrokeredIdentityContext context) {
        if (UserKind.of(user) != UserKind.CUSTOMER) {
            return;
        }
        String before = user.getEmail();
        updateEmail(user, context);
        if (!Objects.equals(before, user.getEmail())) {
            new AccountEmail(user).creditToSite();
        }
        // In every sync mode: that the site is trusted no more, must not wait for it.
        takeBackDistrustedEmail(user);
        if (updates(user)) {
            new CustomerRecord(user, getConfig()).update(context);
        }
    }

    /** Where the site is trusted no more, a customer's account does without the site's e-mail. */
    void takeBackDistrustedEmail(UserModel customer) {
        if (!Booleans.isTrue(getConfig().isTrustEmail())) {
            new AccountEmail(customer).distrust();
        }
    }

    @Override
    public boolean isType(KeycloakSession session, IdentityProviderType type) {
        return super.isType(session, type)
                && (type != IdentityProviderType.JWT_AUTHORIZATION_GRANT
                        || getConfig().isGrantServed());
    }

    @Override
    public BrokeredIdentityContext validateAuthorizationGrantAssertion(
            JWTAuthorizationGrantValidationContext context) {
        return new AssertionGrant(session, this).identify(context.getAssertion());
    }

    @Override
    public List<String> getAllowedAudienceForJWTGrant() {
        return List.copyOf(getConfig().rules().audiences());
    }

    @Override
    public int getAllowedClockSkew() {
        return Math.toIntExact(getConfig().clockSkew());
    }

    @Override
    public int getMaxAllowedExpiration() {
        return Math.toIntExact(getConfig().maxLifetime());
    }

    /** Any that the provider allows, which the verification sees to. */
    @Override
    public String getAssertionSignatureAlg() {
        return null;
    }

    /** Whether a token has been used, is remembered for this grant and the calls together. */
    @Override
    public boolean isAssertionReuseAllowed() {
        return true;
    }

    @Override
    public boolean isLimitAccessTokenExpiration() {
        return false;
    }

    /** No person logs in here; whoever opens the provider's page in a browser is told so. */
    @Override
    public Response performLogin(AuthenticationRequest request) {
        return notForBrowsers(request.getAuthenticationSession());
    }

    @Override
    public Object callback(RealmModel realm, AuthenticationCallback callback, EventBuilder event) {
        return new BrowserEndpoint(() -> notForBrowsers(null));
    }

    private Response notForBrowsers(AuthenticationSessionModel authSession) {
        return ErrorPage.error(
                session, authSession, Response.Status.BAD_REQUEST, Messages.INVALID_REQUEST);
    }

    @Deprecated
    @Override
    public Response retrieveToken(KeycloakSession session, FederatedIdentityModel identity) {
        return noToken();
    }

    @Override
    public Response retrieveToken(
            KeycloakSession session,
            FederatedIdentityModel identity,
            UserSessionModel userSession,
            UserModel user) {
        return noToken();
    }

    /** A custom JWT is never stored. */
    private static Response noToken() {
        return Response.status(Response.Status.NOT_FOUND).build();
    }

    @Override
    public IdentityProviderDataMarshaller getMarshaller() {
        return new DefaultDataMarshaller();
    }
}
