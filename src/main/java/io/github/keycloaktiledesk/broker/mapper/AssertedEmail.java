// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.mapper;

import io.github.keycloaktiledesk.user.UserAttributes;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.util.Booleans;

/**
 * The e-mail that a site asserts. It is the account's only where the provider's <em>Trust
 * Email</em> is on.
 */
public final class AssertedEmail {

    private AssertedEmail() {}

    /**
     * Sets the e-mail.
     *
     * @param context what is brokered
     * @param email the e-mail, or null
     */
    public static void set(BrokeredIdentityContext context, String email) {
        if (email == null) {
            context.getContextData().remove(UserAttributes.EMAIL);
        } else {
            context.getContextData().put(UserAttributes.EMAIL, email);
        }
        if (Booleans.isTrue(context.getIdpConfig().isTrustEmail())) {
            context.setEmail(email);
        }
    }

    /**
     * The e-mail, trusted or not.
     *
     * @param context what is brokered
     * @return the e-mail, or null
     */
    public static String of(BrokeredIdentityContext context) {
        return (String) context.getContextData().get(UserAttributes.EMAIL);
    }
}
