// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.broker.mapper.AssertedEmail;
import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import io.github.keycloaktiledesk.user.UserAttributes;
import io.github.keycloaktiledesk.user.UserKind;
import java.util.List;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.events.Errors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.storage.UserStoragePrivateUtil;
import org.keycloak.storage.UserStorageProvider;
import org.keycloak.storage.federated.UserFederatedStorageProvider;

/** A customer is nobody else: neither by the {@code _id} nor by the e-mail that a site asserts. */
public final class UniqueIdentity {

    /** What the Keycloak id of every user of a federation begins with. */
    private static final String FEDERATED = "f:";

    private UniqueIdentity() {}

    /**
     * Checks an {@code _id}: with another user's a customer would be taken for that agent or
     * visitor.
     *
     * @param context the running step
     * @param id what the site asserts
     * @throws RefusedException if it is a user's Keycloak id or an agent's account id in Tiledesk
     */
    public static void checkId(AuthenticationFlowContext context, String id)
            throws RefusedException {
        KeycloakSession session = context.getSession();
        RealmModel realm = context.getRealm();
        if (id.startsWith(FEDERATED)
                || session.users().getUserById(realm, id) != null
                || isAgents(session, id)) {
            throw refused("_id is another user's");
        }
    }

    /**
     * Checks the {@code _id} of a known customer: an admin may have given it to an agent since.
     *
     * @param session the session of the sign-in
     * @param id what the site asserts
     * @throws RefusedException if it is an agent's account id in Tiledesk
     */
    static void checkKnownId(KeycloakSession session, String id) throws RefusedException {
        if (isAgents(session, id)) {
            throw refused("_id is another user's");
        }
    }

    /**
     * Checks an e-mail, also one that does not become the account's: it is shown as if it were.
     *
     * @param context the running step
     * @param brokered what the site says of the customer
     * @param owner whose it may be, or null where nobody is made yet
     * @throws RefusedException if another user has it as e-mail, or as a user name to sign in with
     */
    public static void checkEmail(
            AuthenticationFlowContext context, BrokeredIdentityContext brokered, UserModel owner)
            throws RefusedException {
        RealmModel realm = context.getRealm();
        String email = AssertedEmail.of(brokered);
        if (email == null || realm.isDuplicateEmailsAllowed()) {
            return;
        }
        UserProvider users = context.getSession().users();
        // Asking also writes what LeftBehindCustomer has freed: two users must not have it in the
        // database for a moment.
        UserModel byEmail = users.getUserByEmail(realm, email);
        UserModel byUsername =
                realm.isLoginWithEmailAllowed() ? users.getUserByUsername(realm, email) : null;
        if (isOther(byEmail, owner) || isOther(byUsername, owner)) {
            throw refused("e-mail is another user's");
        }
    }

    private static boolean isOther(UserModel found, UserModel owner) {
        return found != null && (owner == null || !owner.getId().equals(found.getId()));
    }

    /**
     * In what Keycloak stores itself, of local users and of federated ones: a directory is not
     * asked.
     */
    private static boolean isAgents(KeycloakSession session, String id) {
        RealmModel realm = session.getContext().getRealm();
        return UserStoragePrivateUtil.userLocalStorage(session)
                        .searchForUserByUserAttributeStream(realm, UserAttributes.ID, id)
                        // Nobody else is called by it.
                        .filter(user -> UserKind.of(user) == UserKind.AGENT)
                        // A database may compare without regard to case.
                        .anyMatch(user -> id.equals(user.getFirstAttribute(UserAttributes.ID)))
                // Where the realm has no directory, nobody has put anything there.
                || isFederated(realm)
                        && isFederatedAgents(
                                session.getProvider(UserFederatedStorageProvider.class), realm, id);
    }

    private static boolean isFederated(RealmModel realm) {
        return realm.getComponentsStream(realm.getId(), UserStorageProvider.class.getName())
                .findAny()
                .isPresent();
    }

    private static boolean isFederatedAgents(
            UserFederatedStorageProvider storage, RealmModel realm, String id) {
        // Read to the end first: a connection may serve one result at a time.
        List<String> users =
                storage.getUsersByUserAttributeStream(realm, UserAttributes.ID, id).toList();
        return users.stream()
                .map(user -> storage.getAttributes(realm, user).getFirst(UserAttributes.ID))
                .anyMatch(id::equals);
    }

    /**
     * The refusal of a customer whose user name somebody else has.
     *
     * @return 409
     */
    public static RefusedException nameTaken() {
        return refused("user name is another user's");
    }

    private static RefusedException refused(String reason) {
        return new RefusedException(
                Refusal.conflict(
                        "Account already exists", Errors.FEDERATED_IDENTITY_EXISTS, reason));
    }
}
