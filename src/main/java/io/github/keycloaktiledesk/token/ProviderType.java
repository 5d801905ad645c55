// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.token;

import org.keycloak.models.IdentityProviderModel;

/**
 * The type of the identity providers on whose word tokens rest. Here is what a token that comes
 * back asks of one; all else is the broker's.
 */
public final class ProviderType {

    /** The id of the type. */
    public static final String ID = "tiledesk";

    /** Setting: such a provider may sign in users whom it has not created. */
    public static final String EXISTING_USERS = "allowExistingUsers";

    private ProviderType() {}

    static boolean is(IdentityProviderModel provider) {
        return ID.equals(provider.getProviderId());
    }

    /**
     * Reads the setting.
     *
     * @param provider a provider of this type
     * @return whether it may sign in users whom it has not created
     */
    public static boolean reachesExistingUsers(IdentityProviderModel provider) {
        return Boolean.parseBoolean(provider.getConfig().get(EXISTING_USERS));
    }
}
