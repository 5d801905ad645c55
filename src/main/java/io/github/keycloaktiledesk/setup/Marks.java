// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.keycloak.models.RealmModel;

/**
 * What a setup has made: for each part an attribute of the realm with the fingerprint of the part
 * as it was made. Not every kind of part has attributes of its own, and these are out of the way of
 * whoever edits a part.
 *
 * @param realm the realm
 */
record Marks(RealmModel realm) {

    private static final String PREFIX = "tiledesk.setup.";

    void put(String part, JsonNode content) {
        realm.setAttribute(PREFIX + part, Fingerprint.of(content));
    }

    void remove(String part) {
        realm.removeAttribute(PREFIX + part);
    }

    /** Why a part must not be removed, or empty. */
    Optional<String> reasonToKeep(String part, JsonNode content) {
        String made = realm.getAttribute(PREFIX + part);
        if (made == null) {
            return Optional.of("No setup has made it");
        }
        return made.equals(Fingerprint.of(content))
                ? Optional.empty()
                : Optional.of("It has been changed since");
    }
}
