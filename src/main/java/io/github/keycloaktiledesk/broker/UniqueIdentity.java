package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import io.github.keycloaktiledesk.user.UserAttributes;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Errors;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.storage.UserStoragePrivateUtil;

/** A customer is nobody else: neither by the {@code _id} nor by the e-mail that a site asserts. */
final class UniqueIdentity {

    private UniqueIdentity() {}

    /**
     * Checks an {@code _id}: with another user's a customer would be taken for that agent or
     * visitor.
     *
     * @param context the running step
     * @param id what the site asserts
     * @throws RefusedException if it is a user's Keycloak id or an agent's account id in Tiledesk
     */
    static void checkId(AuthenticationFlowContext context, String id) throws RefusedException {
        UserProvider users = context.getSession().users();
        RealmModel realm = context.getRealm();
        if (users.getUserById(realm, id) != null
                // An LDAP directory has no such attribute, and would say so loudly.
                || UserStoragePrivateUtil.userLocalStorage(context.getSession())
                        .searchForUserByUserAttributeStream(realm, UserAttributes.ID, id)
                        .findAny()
                        .isPresent()) {
            throw refused("_id is another user's");
        }
    }

    /**
     * Checks an e-mail, also one that does not become the account's: it is shown as if it were.
     *
     * @param context the running step
     * @param email what the site asserts, or null
     * @param owner whose it may be, or null where nobody is made yet
     * @throws RefusedException if another user has it as e-mail, or as a user name to sign in with
     */
    static void checkEmail(AuthenticationFlowContext context, String email, UserModel owner)
            throws RefusedException {
        RealmModel realm = context.getRealm();
        if (email == null || realm.isDuplicateEmailsAllowed()) {
            return;
        }
        UserProvider users = context.getSession().users();
        UserModel other = users.getUserByEmail(realm, email);
        if (other == null && realm.isLoginWithEmailAllowed()) {
            other = users.getUserByUsername(realm, email);
        }
        if (other != null && (owner == null || !owner.getId().equals(other.getId()))) {
            throw refused("e-mail is another user's");
        }
    }

    /** The refusal of a customer who would be somebody else; the reason is the event's. */
    static RefusedException refused(String reason) {
        return new RefusedException(
                Refusal.conflict(
                        "Account already exists", Errors.FEDERATED_IDENTITY_EXISTS, reason));
    }
}
