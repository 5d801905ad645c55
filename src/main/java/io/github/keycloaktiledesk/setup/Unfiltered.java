// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.keycloak.authorization.fgap.AdminPermissionsSchema;
import org.keycloak.models.KeycloakSession;

/**
 * Asks about all of a realm. With fine-grained permissions Keycloak otherwise leaves out of its
 * answers what the caller may not view, and what is in use by others would look unused.
 */
final class Unfiltered {

    private Unfiltered() {}

    /**
     * Asks.
     *
     * @param question reads its answer to the end, so leaves no stream open; changes nothing
     * @return the answer
     */
    static <T> T ask(KeycloakSession session, Supplier<T> question) {
        AtomicReference<T> answer = new AtomicReference<>();
        // Not the method for suppliers, which Keycloak 26.6 does not have.
        Runnable ask = () -> answer.set(question.get());
        AdminPermissionsSchema.runWithoutAuthorization(session, ask);
        return answer.get();
    }
}
