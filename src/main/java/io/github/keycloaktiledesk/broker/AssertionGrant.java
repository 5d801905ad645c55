// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.broker.assertion.Assertion;
import io.github.keycloaktiledesk.broker.assertion.UnverifiedToken;
import io.github.keycloaktiledesk.step.RefusedException;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.broker.provider.IdentityBrokerException;
import org.keycloak.common.VerificationException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/**
 * The same custom JWT at Keycloak's own token endpoint, with {@code
 * grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer} (RFC 7523 section 2.1): for confidential
 * clients, and for customers who have signed in before. Keycloak finds the provider by the issuer
 * and takes public keys only. Here they are fetched, where need be, in Keycloak's own transaction.
 *
 * @param session the session of the request
 * @param provider the provider that Keycloak has found
 */
record AssertionGrant(KeycloakSession session, TiledeskIdentityProvider provider) {

    /**
     * Identifies the customer by {@code _id}: {@code sub} is the same for all of Tiledesk's
     * customers. What Keycloak checks afterwards (the client's policies, consent) may still refuse
     * a token that is used up by then.
     *
     * @param jwt the assertion as it came
     * @return whom Keycloak looks up, once more and as its database compares
     * @throws IdentityBrokerException if nobody is identified; Keycloak tells the client the
     *     message, as it does for providers of its own
     */
    BrokeredIdentityContext identify(String jwt) {
        try {
            Assertion assertion =
                    provider.verify(
                            UnverifiedToken.parse(jwt)
                                    .orElseThrow(() -> new VerificationException("not a JWT")));
            BrokeredIdentityContext brokered = provider.brokered(assertion);
            UserModel user =
                    KnownCustomer.find(session, provider, brokered)
                            .orElseThrow(() -> new IdentityBrokerException("User not found"));
            LeftBehindCustomer.takeOver(session, provider, user, brokered);
            SignInRules.check(session, provider, user, assertion.customer().id());
            // Keycloak's grant brings nobody up to date, and that must not wait.
            provider.takeBackDistrustedEmail(user);
            if (!provider.useUp(assertion)) {
                throw new VerificationException("jti has been used");
            }
            return brokered;
        } catch (VerificationException | RefusedException e) {
            throw new IdentityBrokerException(e.getMessage());
        }
    }
}
