package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.user.UserAttributes;
import org.keycloak.models.UserModel;

/**
 * The e-mail of a customer's account, which by <em>Trust Email</em> is the site's.
 *
 * @param user the customer's user
 */
record AccountEmail(UserModel user) {

    /**
     * Takes the e-mail back from a site that is not trusted any more; it is kept as what the site
     * has asserted. Where the account's is the site's, {@link UserAttributes#EMAIL} is empty: with
     * a value there, an admin has set the account's.
     *
     * @param asserted what the site asserts now, or null
     */
    void distrust(String asserted) {
        String email = user.getEmail();
        if (email == null || user.getFirstAttribute(UserAttributes.EMAIL) != null) {
            return;
        }
        if (asserted == null) {
            // The site's from before, or an admin's: nobody can tell. It stays, but proves nothing.
            user.setEmailVerified(false);
            return;
        }
        remove();
        user.setSingleAttribute(UserAttributes.EMAIL, email);
    }

    /** Leaves the account without e-mail, so that another may have it. */
    void remove() {
        user.setEmail(null);
        user.setEmailVerified(false);
    }
}
