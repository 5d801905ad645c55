// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.user;

import java.util.List;

/**
 * Names of the attributes that this extension keeps. All are declared in the user profile of the
 * realm, viewed and edited by admins only.
 */
public final class UserAttributes {
    /** {@code guest} or {@code customer}; absent for agents. */
    public static final String KIND = "tiledesk.kind";

    /** An agent's account id in an existing Tiledesk. */
    public static final String ID = "tiledesk.id";

    /** The project of a guest or customer. */
    public static final String PROJECT = "tiledesk.project";

    /** First name that a guest typed. */
    public static final String GUEST_FIRSTNAME = "tiledesk.guest.firstname";

    /** Last name that a guest typed. */
    public static final String GUEST_LASTNAME = "tiledesk.guest.lastname";

    /** E-mail that a guest typed, or that the realm's guest domain gave it. */
    public static final String GUEST_EMAIL = "tiledesk.guest.email";

    /**
     * Custom attributes of a guest, the text of a JSON object; a customer has those of the guest
     * that it has been.
     */
    public static final String GUEST_ATTRIBUTES = "tiledesk.guest.attributes";

    /** When a guest was last seen: see {@link LastSeen}. */
    public static final String GUEST_SEEN = "tiledesk.guest.seen";

    /** A customer's {@code _id}, exactly as the site sends it. */
    public static final String CUSTOMER_ID = "tiledesk.customer.id";

    /** Internal id of the identity provider that created a customer. */
    public static final String CUSTOMER_PROVIDER = "tiledesk.customer.provider";

    /** The e-mail that a customer's site asserts, trusted or not. */
    public static final String EMAIL = "tiledesk.email";

    /**
     * The e-mail that a customer's account has by the site's word, which was trusted; absent where
     * an admin has entered it.
     */
    public static final String TRUSTED_EMAIL = "tiledesk.email.trusted";

    /** Custom attributes of a customer, the text of a JSON object. */
    public static final String ATTRIBUTES = "tiledesk.attributes";

    /** Ids of the projects of which a guest or customer has been made a member at Tiledesk. */
    public static final String MEMBERSHIP = "tiledesk.membership";

    private UserAttributes() {}

    /**
     * All of them.
     *
     * @return the names
     */
    public static List<String> all() {
        return List.of(
                KIND,
                ID,
                PROJECT,
                GUEST_FIRSTNAME,
                GUEST_LASTNAME,
                GUEST_EMAIL,
                GUEST_ATTRIBUTES,
                GUEST_SEEN,
                CUSTOMER_ID,
                CUSTOMER_PROVIDER,
                EMAIL,
                TRUSTED_EMAIL,
                ATTRIBUTES,
                MEMBERSHIP);
    }
}
