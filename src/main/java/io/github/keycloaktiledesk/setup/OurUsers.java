// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import io.github.keycloaktiledesk.user.UserAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.representations.userprofile.config.UPAttribute;

/**
 * The users of a realm of whom the extension keeps something: guests, customers, and agents of an
 * existing Tiledesk.
 */
record OurUsers(SetupCall call) {

    private static final String LOCAL =
            "select a.id from UserAttributeEntity a where a.name in :names and a.user.realmId = :realm";

    /** What Keycloak stores itself of users who are elsewhere; a directory is not asked. */
    private static final String FEDERATED =
            "select a.id from FederatedUserAttributeEntity a where a.name in :names and a.realmId = :realm";

    /** Why that stays which they need, or empty. */
    Optional<String> reasonToKeep() {
        List<String> all =
                Template.userProfile().getAttributes().stream().map(UPAttribute::getName).toList();
        return exist(LOCAL, all) || exist(FEDERATED, all)
                ? Optional.of("There are guests, customers, or agents with an id in Tiledesk")
                : Optional.empty();
    }

    /** Why that stays by which guests and customers are signed in, or empty. */
    Optional<String> reasonToKeepSignedIn() {
        return exist(LOCAL, List.of(UserAttributes.KIND, UserAttributes.CUSTOMER_ID))
                ? Optional.of("There are guests or customers, who would be signed out")
                : Optional.empty();
    }

    private boolean exist(String query, List<String> names) {
        return new Rows(call.session())
                .exist(query, Map.of("names", names, "realm", call.realm().getId()));
    }
}
