package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.broker.assertion.Assertion;
import io.github.keycloaktiledesk.broker.assertion.UnverifiedToken;
import io.github.keycloaktiledesk.step.RefusedException;
import java.util.List;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.broker.provider.IdentityBrokerException;
import org.keycloak.broker.provider.JWTAuthorizationGrantProvider;
import org.keycloak.common.VerificationException;
import org.keycloak.models.IdentityProviderType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.JWTAuthorizationGrantValidationContext;

/**
 * The same custom JWT at Keycloak's own token endpoint, with {@code
 * grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer} (RFC 7523 section 2.1): for confidential
 * clients, and for customers who have signed in before. Keycloak finds the provider by the issuer
 * and takes public keys only.
 */
interface AssertionGrant extends JWTAuthorizationGrantProvider<TiledeskIdentityProviderConfig> {

    /** The session of the request. */
    KeycloakSession session();

    /** Verifies a custom JWT with the provider's settings. */
    Assertion verify(UnverifiedToken token) throws VerificationException;

    /** Uses a token up, where the provider takes each only once. */
    boolean useUp(Assertion assertion);

    /** What Keycloak's brokering works with. */
    BrokeredIdentityContext brokered(Assertion assertion);

    @Override
    default boolean isType(KeycloakSession session, IdentityProviderType type) {
        return JWTAuthorizationGrantProvider.super.isType(session, type)
                && (type != IdentityProviderType.JWT_AUTHORIZATION_GRANT
                        || getConfig().isGrantServed());
    }

    /** The identity is {@code _id}: {@code sub} is the same for all customers of Tiledesk's. */
    @Override
    default BrokeredIdentityContext validateAuthorizationGrantAssertion(
            JWTAuthorizationGrantValidationContext context) {
        try {
            Assertion assertion =
                    verify(
                            UnverifiedToken.parse(context.getAssertion())
                                    .orElseThrow(() -> new VerificationException("not a JWT")));
            BrokeredIdentityContext brokered = brokered(assertion);
            // Keycloak looks the user up once more, as its database compares; this is exact.
            UserModel user =
                    KnownCustomer.find(session(), provider(), brokered)
                            .orElseThrow(() -> new IdentityBrokerException("User not found"));
            SignInRules.check(session(), provider(), user, assertion.customer().id());
            if (!useUp(assertion)) {
                throw new VerificationException("jti has been used");
            }
            return brokered;
        } catch (VerificationException | RefusedException e) {
            // Told to the caller too, by Keycloak: it has proven to be a client of the realm.
            throw new IdentityBrokerException(e.getMessage());
        }
    }

    private TiledeskIdentityProvider provider() {
        return (TiledeskIdentityProvider) this;
    }

    @Override
    default List<String> getAllowedAudienceForJWTGrant() {
        return List.of(getConfig().audience());
    }

    @Override
    default int getAllowedClockSkew() {
        return Math.toIntExact(getConfig().rules().clockSkew());
    }

    @Override
    default int getMaxAllowedExpiration() {
        return Math.toIntExact(getConfig().rules().maxLifetime());
    }

    /** Any that the provider allows, which the verification sees to. */
    @Override
    default String getAssertionSignatureAlg() {
        return null;
    }

    /** Whether a token has been used, is remembered for this grant and the calls together. */
    @Override
    default boolean isAssertionReuseAllowed() {
        return true;
    }

    @Override
    default boolean isLimitAccessTokenExpiration() {
        return false;
    }
}
