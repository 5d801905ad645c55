// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.broker.mapper.AssertedEmail;
import io.github.keycloaktiledesk.step.RefusedException;
import io.github.keycloaktiledesk.user.UserAttributes;
import io.github.keycloaktiledesk.user.UserKind;
import java.util.Objects;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The user whom a customer had by an earlier provider of the same project. A partial import that
 * overwrites the provider leaves such a user with the link, deleting it leaves one without.
 */
public final class LeftBehindCustomer {

    private LeftBehindCustomer() {}

    /**
     * Makes a user who is left behind the provider's own; leaves any other as it is.
     *
     * @param session the session of the sign-in
     * @param provider the provider of the customer's project
     * @param user the user who is linked to the customer's id
     * @param brokered what the site says of the customer
     * @throws RefusedException if there is a user of the customer's user name besides
     */
    public static void takeOver(
            KeycloakSession session,
            TiledeskIdentityProvider provider,
            UserModel user,
            BrokeredIdentityContext brokered)
            throws RefusedException {
        if (!isLeftBehind(session, provider, user, brokered.getId())) {
            return;
        }
        if (KnownCustomer.byName(session, brokered).isPresent()) {
            throw UniqueIdentity.nameTaken();
        }
        new CustomerRecord(user, provider.getConfig()).takeOver(session, brokered);
    }

    /**
     * Takes the e-mail that a customer comes with from a user whom the same customer has left
     * behind: nobody can sign in as that user.
     *
     * @param session the session of the sign-in
     * @param provider the provider of the customer's project
     * @param brokered what the site says of the customer
     */
    public static void freeEmail(
            KeycloakSession session,
            TiledeskIdentityProvider provider,
            BrokeredIdentityContext brokered) {
        RealmModel realm = session.getContext().getRealm();
        String email = AssertedEmail.of(brokered);
        if (email == null || realm.isDuplicateEmailsAllowed()) {
            return;
        }
        UserModel holder = session.users().getUserByEmail(realm, email);
        if (holder != null && isLeftBehind(session, provider, holder, brokered.getId())) {
            new AccountEmail(holder).remove();
        }
    }

    /** Whether a provider that is gone has made the user, for this very id of the same project. */
    private static boolean isLeftBehind(
            KeycloakSession session, TiledeskIdentityProvider provider, UserModel user, String id) {
        String maker = user.getFirstAttribute(UserAttributes.CUSTOMER_PROVIDER);
        return UserKind.of(user) == UserKind.CUSTOMER
                && id.equals(user.getFirstAttribute(UserAttributes.CUSTOMER_ID))
                && Objects.equals(
                        provider.getConfig().project(),
                        user.getFirstAttribute(UserAttributes.PROJECT))
                && maker != null
                && session.identityProviders().getById(maker) == null;
    }
}
