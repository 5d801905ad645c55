// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.RealmModel;

/**
 * The user name of a customer. A hash, since Keycloak lower-cases user names and {@code Abc} is not
 * {@code aBC}; its uniqueness in the realm is what keeps two first sign-ins at once from making two
 * users.
 */
final class CustomerUsername {

    private static final String PREFIX = "tiledesk-";

    private CustomerUsername() {}

    static String of(RealmModel realm, IdentityProviderModel provider, String id) {
        // None of the parts before the last can hold a line feed, so no two triples make the same
        // text.
        String identity = realm.getId() + '\n' + provider.getInternalId() + '\n' + id;
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(identity.getBytes(StandardCharsets.UTF_8));
            return PREFIX + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
