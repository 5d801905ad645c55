// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.user.UserAttributes;
import org.keycloak.models.UserModel;

/**
 * The e-mail of a customer's account: the site's, by <em>Trust Email</em>, or an admin's own. Which
 * of the two is remembered, since an admin may enter what the site asserts, and the site assert
 * what an admin has entered.
 *
 * @param user the customer's user
 */
record AccountEmail(UserModel user) {

    /** Remembers that the account has its e-mail by the site's word; as Keycloak stores it. */
    void creditToSite() {
        user.setSingleAttribute(UserAttributes.TRUSTED_EMAIL, user.getEmail());
    }

    /** Takes back what the account has by the word of a site that is not trusted any more. */
    void distrust() {
        String trusted = user.getFirstAttribute(UserAttributes.TRUSTED_EMAIL);
        if (trusted == null) {
            return;
        }
        if (trusted.equals(user.getEmail())) {
            remove();
        }
        user.removeAttribute(UserAttributes.TRUSTED_EMAIL);
    }

    /** Leaves the account without e-mail, so that another may have it. */
    void remove() {
        user.setEmail(null);
        user.setEmailVerified(false);
    }
}
