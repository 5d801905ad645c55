// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.handover;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The customer whom a custom JWT names.
 *
 * @param userId the Keycloak id of the customer's user, or null where there is none yet
 * @param name what the page calls the customer
 */
record Customer(String userId, String name) {

    /** Both names, as far as they are known, or else something else. */
    static String name(String firstname, String lastname, String otherwise) {
        String names =
                Stream.of(firstname, lastname)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" "));
        return names.isBlank() ? otherwise : names;
    }
}
