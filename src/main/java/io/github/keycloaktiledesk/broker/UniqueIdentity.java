package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.broker.mapper.AssertedEmail;
import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import io.github.keycloaktiledesk.user.UserAttributes;
import io.github.keycloaktiledesk.user.UserKind;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.events.Errors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.storage.UserStoragePrivateUtil;
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
     * @param provider the provider of the customer's project
     * @param brokered what the site says of the customer
     * @param owner whose it may be, or null where nobody is made yet
     * @throws RefusedException if another user has it as e-mail, or as a user name to sign in with
     */
    public static void checkEmail(
            AuthenticationFlowContext context,
            TiledeskIdentityProvider provider,
            BrokeredIdentityContext brokered,
            UserModel owner)
            throws RefusedException {
        RealmModel realm = context.getRealm();
        String email = AssertedEmail.of(brokered);
        if (email == null || realm.isDuplicateEmailsAllowed()) {
            return;
        }
        UserProvider users = context.getSession().users();
        UserModel byEmail = users.getUserByEmail(realm, email);
        if (isOther(byEmail, owner)
                && new CustomerRecord(byEmail, provider.getConfig())
                        .isLeftBehind(context.getSession(), brokered.getId())) {
            // The same customer, of a provider that was deleted and made anew.
            new AccountEmail(byEmail).remove();
            // Somebody else may have it too. Asking also writes the removal first: two users must
            // not have it in the database for a moment.
            byEmail = users.getUserByEmail(realm, email);
        }
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
                || session.getProvider(UserFederatedStorageProvider.class)
                        .getUsersByUserAttributeStream(realm, UserAttributes.ID, id)
                        .findAny()
                        .isPresent();
    }

    /**
     * The refusal of a customer who would be somebody else.
     *
     * @param reason the event's reason
     * @return 409
     */
    public static RefusedException refused(String reason) {
        return new RefusedException(
                Refusal.conflict(
                        "Account already exists", Errors.FEDERATED_IDENTITY_EXISTS, reason));
    }
}
