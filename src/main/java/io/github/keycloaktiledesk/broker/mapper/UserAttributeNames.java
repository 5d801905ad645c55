// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.mapper;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.Constants;

/**
 * Names of user attributes that no mapper may write: what they hold is proven elsewhere, or decides
 * who a user is. In any letter case, since not every reader minds it.
 */
public final class UserAttributeNames {

    /** A user's own fields, and what Keycloak's user profile calls read-only. */
    private static final Set<String> RESERVED =
            Set.of(
                    "id",
                    "username",
                    "email",
                    "emailverified",
                    "email_verified",
                    "firstname",
                    "lastname",
                    "enabled",
                    "disabledreason",
                    "createdtimestamp",
                    "created_timestamp",
                    "createtimestamp",
                    "modifytimestamp",
                    "did",
                    "is_temporary_admin",
                    "kerberos_principal",
                    "usercertificate");

    /** Ours, Keycloak's, a directory's, and the ids by which SAML clients know a user. */
    private static final List<String> RESERVED_PREFIXES =
            List.of("tiledesk.", "kc.", "keycloak.", "ldap_", "saml.persistent.name.id.for.");

    private UserAttributeNames() {}

    /**
     * Checks what mappers want a user to have.
     *
     * @param context what is brokered
     * @throws MappingException if a name is reserved
     */
    public static void check(BrokeredIdentityContext context) {
        for (String key : context.getContextData().keySet()) {
            if (key.startsWith(Constants.USER_ATTRIBUTES_PREFIX)) {
                String name = key.substring(Constants.USER_ATTRIBUTES_PREFIX.length());
                if (isReserved(name)) {
                    throw new MappingException("the attribute '" + name + "' is reserved");
                }
            }
        }
    }

    static boolean isReserved(String name) {
        // By way of capitals, as Java and databases compare: of ı and ſ these are I and S.
        String lower = name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return RESERVED.contains(lower) || RESERVED_PREFIXES.stream().anyMatch(lower::startsWith);
    }
}
