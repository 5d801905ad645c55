package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.call.Refusal;
import io.github.keycloaktiledesk.call.RefusedException;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Errors;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;

/**
 * An e-mail that a site asserts must not be another user's, also where it does not become the
 * account's: it is shown as if it were.
 */
final class UniqueEmail {

    private UniqueEmail() {}

    /**
     * Checks an e-mail.
     *
     * @param context the running step
     * @param email what the site asserts, or null
     * @param owner whose it may be, or null at a first sign-in
     * @throws RefusedException if another user has it as e-mail, or as a user name to sign in with
     */
    static void check(AuthenticationFlowContext context, String email, UserModel owner)
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
            throw new RefusedException(
                    Refusal.conflict(
                            "Account already exists",
                            Errors.FEDERATED_IDENTITY_EXISTS,
                            "e-mail is another user's"));
        }
    }
}
