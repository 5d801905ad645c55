// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.step;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/**
 * What a step leaves to be done once the sign-in that it is part of is certain to succeed, by
 * whoever knows that.
 *
 * @param work the work
 */
public record OnSuccess(Runnable work) {

    private static final String ATTRIBUTE = OnSuccess.class.getName();

    /**
     * Leaves this to the sign-in in progress.
     *
     * @param session the session of the sign-in
     * @throws IllegalStateException if something else is left to it already, which would be lost
     */
    public void announce(KeycloakSession session) {
        if (session.getAttribute(ATTRIBUTE) != null) {
            throw new IllegalStateException("One sign-in has one thing to be done on its success");
        }
        session.setAttribute(ATTRIBUTE, this);
    }

    /**
     * Does what was left, if anything was, and once only.
     *
     * @param session the session of the sign-in, which is certain to succeed
     */
    public static void happen(KeycloakSession session) {
        Optional<OnSuccess> left =
                Optional.ofNullable(session.getAttribute(ATTRIBUTE, OnSuccess.class));
        session.removeAttribute(ATTRIBUTE);
        left.ifPresent(onSuccess -> onSuccess.work().run());
    }
}
