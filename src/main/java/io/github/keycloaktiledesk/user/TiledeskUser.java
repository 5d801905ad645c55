// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.user;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.keycloak.models.UserModel;

/**
 * A user of the realm as Tiledesk names it.
 *
 * @param kind what the user is to Tiledesk
 * @param id Tiledesk's {@code _id}
 * @param firstname first name; never null for a guest, whose default is computed
 * @param lastname last name or null
 * @param email what may be shown as the user's e-mail, proven or not, or null
 * @param emailVerified whether {@code email} is the account's own and the realm holds it for proven
 * @param attributes custom attributes, a JSON object, or null
 * @param project the project of a guest or customer, or null
 */
public record TiledeskUser(
        UserKind kind,
        String id,
        String firstname,
        String lastname,
        String email,
        boolean emailVerified,
        JsonNode attributes,
        String project) {

    /**
     * Reads a user.
     *
     * @param user a user of the realm
     * @return the user as Tiledesk names it
     */
    public static TiledeskUser of(UserModel user) {
        return switch (UserKind.of(user)) {
            case AGENT -> agent(user);
            case GUEST -> guest(user);
            case CUSTOMER -> customer(user);
        };
    }

    /**
     * Tells whether the realm holds a user's e-mail for proven, without reading all that there is
     * of the user.
     *
     * @param user a user of the realm
     * @return whether the account has an e-mail of its own that is verified; never of a guest
     */
    public static boolean hasVerifiedEmail(UserModel user) {
        return user.getEmail() != null
                && user.isEmailVerified()
                && UserKind.of(user) != UserKind.GUEST;
    }

    /**
     * Both names, as Tiledesk joins them.
     *
     * @return first name, a space, last name; the space also where there is no last name
     */
    public String fullName() {
        return Optional.ofNullable(firstname).orElse("")
                + " "
                + Optional.ofNullable(lastname).orElse("");
    }

    private static TiledeskUser agent(UserModel user) {
        return new TiledeskUser(
                UserKind.AGENT,
                Optional.ofNullable(user.getFirstAttribute(UserAttributes.ID))
                        .orElseGet(user::getId),
                user.getFirstName(),
                user.getLastName(),
                user.getEmail(),
                hasVerifiedEmail(user),
                null,
                null);
    }

    private static TiledeskUser guest(UserModel user) {
        return new TiledeskUser(
                UserKind.GUEST,
                user.getId(),
                Optional.ofNullable(user.getFirstAttribute(UserAttributes.GUEST_FIRSTNAME))
                        .orElseGet(() -> "guest#" + user.getId().substring(0, 4)),
                user.getFirstAttribute(UserAttributes.GUEST_LASTNAME),
                user.getFirstAttribute(UserAttributes.GUEST_EMAIL),
                false,
                CustomAttributes.ofGuest(user),
                user.getFirstAttribute(UserAttributes.PROJECT));
    }

    private static TiledeskUser customer(UserModel user) {
        boolean account = user.getEmail() != null;
        return new TiledeskUser(
                UserKind.CUSTOMER,
                user.getFirstAttribute(UserAttributes.CUSTOMER_ID),
                user.getFirstName(),
                user.getLastName(),
                account ? user.getEmail() : user.getFirstAttribute(UserAttributes.EMAIL),
                hasVerifiedEmail(user),
                CustomAttributes.ofCustomer(user),
                user.getFirstAttribute(UserAttributes.PROJECT));
    }
}
