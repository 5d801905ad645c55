// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.account;

import io.github.keycloaktiledesk.call.CallParameters;
import io.github.keycloaktiledesk.text.PlainText;
import io.github.keycloaktiledesk.user.UserAttributes;
import jakarta.ws.rs.core.MultivaluedMap;
import org.keycloak.models.UserModel;

/**
 * What a visitor typed. It is kept apart from the account's own names and e-mail: nobody has proven
 * it, and the user profile of a realm may not allow it there.
 *
 * @param project the Tiledesk project, or null
 * @param firstname a clean text or null
 * @param lastname a clean text or null
 * @param email a clean text, which need not be an address, or null
 * @param attributes the text of a JSON object, or null
 */
public record GuestDetails(
        String project, String firstname, String lastname, String email, String attributes) {

    /**
     * Reads what was typed.
     *
     * @param form a form with the names of {@link CallParameters}
     * @return what is to be kept of it
     */
    public static GuestDetails of(MultivaluedMap<String, String> form) {
        return new GuestDetails(
                form.getFirst(CallParameters.ID_PROJECT),
                PlainText.clean(form.getFirst(CallParameters.FIRSTNAME)),
                PlainText.clean(form.getFirst(CallParameters.LASTNAME)),
                PlainText.clean(form.getFirst(CallParameters.EMAIL)),
                form.getFirst(CallParameters.ATTRIBUTES));
    }

    void writeTo(UserModel user, String emailDomain) {
        set(user, UserAttributes.PROJECT, project);
        set(user, UserAttributes.GUEST_FIRSTNAME, firstname);
        set(user, UserAttributes.GUEST_LASTNAME, lastname);
        String shown =
                email == null && emailDomain != null ? user.getId() + "@" + emailDomain : email;
        set(user, UserAttributes.GUEST_EMAIL, shown);
        set(user, UserAttributes.GUEST_ATTRIBUTES, attributes);
    }

    private static void set(UserModel user, String name, String value) {
        if (value != null) {
            user.setSingleAttribute(name, value);
        }
    }
}
