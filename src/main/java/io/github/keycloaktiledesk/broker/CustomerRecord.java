// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.broker.mapper.AssertedEmail;
import io.github.keycloaktiledesk.token.TokenLifetime;
import io.github.keycloaktiledesk.user.UserAttributes;
import io.github.keycloaktiledesk.user.UserKind;
import java.util.Objects;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/**
 * What a customer's user says of the customer.
 *
 * @param user the user
 * @param provider the settings of the customer's provider
 */
record CustomerRecord(UserModel user, TiledeskIdentityProviderConfig provider) {

    /** Marks a new user as this provider's customer. */
    void begin(KeycloakSession session, BrokeredIdentityContext context) {
        user.setSingleAttribute(UserAttributes.KIND, UserKind.CUSTOMER.mark());
        user.setSingleAttribute(UserAttributes.CUSTOMER_PROVIDER, provider.getInternalId());
        user.setSingleAttribute(UserAttributes.CUSTOMER_ID, context.getId());
        if (context.getEmail() != null && user.getEmail() != null) {
            // The step that has made the user may have written it already.
            new AccountEmail(user).creditToSite();
        }
        writeDetails(context);
        // A customer who was deleted gets the same user name again, by which Keycloak finds the
        // user of a stateless token: the old user's tokens must not come to life with it.
        endTokens(session);
    }

    /** Makes the user of a provider that is gone this provider's. */
    void takeOver(KeycloakSession session, BrokeredIdentityContext context) {
        user.setSingleAttribute(UserAttributes.CUSTOMER_PROVIDER, provider.getInternalId());
        // By which the customer is found again where the link is lost.
        user.setUsername(context.getModelUsername());
        // What the provider that is gone has vouched for, this one has not.
        endTokens(session);
    }

    private void endTokens(KeycloakSession session) {
        session.users()
                .setNotBeforeForUser(
                        session.getContext().getRealm(), user, (int) TokenLifetime.now());
    }

    /** Whether this provider has made the user for this very id. */
    boolean isOf(String id) {
        return UserKind.of(user) == UserKind.CUSTOMER
                && Objects.equals(
                        provider.getInternalId(),
                        user.getFirstAttribute(UserAttributes.CUSTOMER_PROVIDER))
                && id.equals(user.getFirstAttribute(UserAttributes.CUSTOMER_ID));
    }

    /** Writes what the site says now. */
    void update(BrokeredIdentityContext context) {
        if (!Objects.equals(user.getFirstName(), context.getFirstName())) {
            user.setFirstName(context.getFirstName());
        }
        if (!Objects.equals(user.getLastName(), context.getLastName())) {
            user.setLastName(context.getLastName());
        }
        writeDetails(context);
    }

    private void writeDetails(BrokeredIdentityContext context) {
        set(UserAttributes.PROJECT, provider.project());
        set(UserAttributes.EMAIL, AssertedEmail.of(context));
        set(
                UserAttributes.ATTRIBUTES,
                (String) context.getContextData().get(UserAttributes.ATTRIBUTES));
    }

    /** Only what has changed: a write costs a statement and the user's place in the cache. */
    private void set(String name, String value) {
        if (Objects.equals(value, user.getFirstAttribute(name))) {
            return;
        }
        if (value == null) {
            user.removeAttribute(name);
        } else {
            user.setSingleAttribute(name, value);
        }
    }
}
