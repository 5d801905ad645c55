// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import java.util.List;
import java.util.Optional;

/**
 * What a setup is asked for besides what it always makes.
 *
 * @param projects for which projects an identity provider is made
 * @param webOrigins whose pages may call: {@code http(s)://host}, with a port or without, or {@code
 *     *}
 * @param guestsPerAddress guests of one client address in an hour, 0 for any number
 * @param guestsPerRealm guests of the realm in a minute, 0 for any number
 */
record SetupRequest(
        List<Project> projects,
        List<String> webOrigins,
        Optional<Integer> guestsPerAddress,
        Optional<Integer> guestsPerRealm) {

    static final SetupRequest EMPTY =
            new SetupRequest(List.of(), List.of(), Optional.empty(), Optional.empty());

    /**
     * A project of Tiledesk's.
     *
     * @param id its id
     * @param secret the secret that it shares with its site, or empty to have one made
     */
    record Project(String id, Optional<String> secret) {

        /** Without the secret, which no log shall have. */
        @Override
        public String toString() {
            return "Project " + id;
        }
    }

    boolean hasGuestLimits() {
        return guestsPerAddress.isPresent() || guestsPerRealm.isPresent();
    }
}
