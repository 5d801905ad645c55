// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.compatibility;

import java.util.List;
import org.keycloak.provider.Provider;

/** What was found when the server started. */
public interface CompatibilityProvider extends Provider {

    /**
     * What an administrator should know of this Keycloak.
     *
     * @return a sentence each; empty on a Keycloak that we serve
     */
    List<String> warnings();

    @Override
    default void close() {
        // Nothing is held.
    }
}
