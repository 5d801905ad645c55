// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.user;

import java.util.Locale;
import org.keycloak.models.UserModel;

/** What a user is to Tiledesk. Set when a user is created, edited by admins only. */
public enum UserKind {
    /** Any user of the realm without another mark. */
    AGENT,
    /** A visitor who signed in anonymously. */
    GUEST,
    /** A user whom an identity provider of type {@code tiledesk} brought. */
    CUSTOMER;

    /**
     * The kind of a user.
     *
     * @param user a user of the realm
     * @return the kind; {@link #AGENT} where nothing is said
     */
    public static UserKind of(UserModel user) {
        String mark = user.getFirstAttribute(UserAttributes.KIND);
        if (GUEST.mark().equals(mark)) {
            return GUEST;
        }
        return CUSTOMER.mark().equals(mark) ? CUSTOMER : AGENT;
    }

    /**
     * The value of the attribute {@link UserAttributes#KIND}.
     *
     * @return for example {@code guest}
     */
    public String mark() {
        return name().toLowerCase(Locale.ROOT);
    }
}
