package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.broker.assertion.Assertion;
import io.github.keycloaktiledesk.broker.assertion.AssertionVerifier;
import io.github.keycloaktiledesk.broker.assertion.CustomerClaims;
import io.github.keycloaktiledesk.broker.assertion.UnverifiedToken;
import io.github.keycloaktiledesk.broker.keys.KeysUnavailableException;
import io.github.keycloaktiledesk.broker.mapper.AssertedEmail;
import io.github.keycloaktiledesk.broker.mapper.MappedClaim;
import io.github.keycloaktiledesk.token.TokenLifetime;
import io.github.keycloaktiledesk.user.UserAttributes;
import io.github.keycloaktiledesk.user.UserKind;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.broker.provider.AbstractIdentityProvider;
import org.keycloak.broker.provider.AuthenticationRequest;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.broker.provider.DefaultDataMarshaller;
import org.keycloak.broker.provider.IdentityProviderDataMarshaller;
import org.keycloak.common.VerificationException;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderSyncMode;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.services.ErrorPage;
import org.keycloak.services.messages.Messages;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.storage.UserStorageUtil;

/**
 * An identity provider for the customers of one Tiledesk project, who come with a custom JWT of
 * their site.
 */
public final class TiledeskIdentityProvider
        extends AbstractIdentityProvider<TiledeskIdentityProviderConfig> implements AssertionGrant {

    TiledeskIdentityProvider(KeycloakSession session, TiledeskIdentityProviderConfig config) {
        super(session, config);
    }

    @Override
    public KeycloakSession session() {
        return session;
    }

    /**
     * Verifies a custom JWT with this provider's settings.
     *
     * @param token the token as it came
     * @return what it says
     * @throws VerificationException if it is not valid, or as {@link KeysUnavailableException} if
     *     nobody can tell now; the message is for admins
     */
    @Override
    public Assertion verify(UnverifiedToken token) throws VerificationException {
        try {
            return new AssertionVerifier(getConfig().rules(), ProviderKeys.of(session, getConfig()))
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
    @Override
    public boolean useUp(Assertion assertion) {
        return !getConfig().rules().singleUse()
                || new SingleUse(session, getConfig()).take(assertion);
    }

    /**
     * What Keycloak's brokering works with.
     *
     * @param assertion a verified custom JWT
     * @return the customer as this provider brokers it, before any mapper
     */
    @Override
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

    /**
     * Whether a user is linked to exactly this id; a database may compare without regard to case.
     */
    boolean isLinked(RealmModel realm, UserModel user, String id) {
        return hasLink(realm, user, id) || hasStoredLink(realm, user, id);
    }

    /**
     * As the database has it. Keycloak caches that a user whom it adds has no links, and forgets
     * that a moment after the user and the link have been committed: in that moment a call that has
     * clashed with the user's first sign-in tries again.
     */
    private boolean hasStoredLink(RealmModel realm, UserModel user, String id) {
        UserCache cache = UserStorageUtil.userCache(session);
        if (cache == null) {
            return false;
        }
        cache.evict(realm, user);
        return hasLink(realm, user, id);
    }

    private boolean hasLink(RealmModel realm, UserModel user, String id) {
        return Optional.ofNullable(
                        session.users().getFederatedIdentity(realm, user, getConfig().getAlias()))
                .map(FederatedIdentityModel::getUserId)
                .filter(id::equals)
                .isPresent();
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
        if (UserKind.of(user) == UserKind.CUSTOMER) {
            updateEmail(user, context);
        }
        if (updates(user)) {
            new CustomerRecord(user, getConfig()).update(context);
        }
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
