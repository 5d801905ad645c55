// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.step;

import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.events.Errors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * What all our steps have in common: they show no form, need nothing of a user beforehand, and set
 * nothing up.
 */
public interface StepAuthenticator extends Authenticator {

    @Override
    default void action(AuthenticationFlowContext context) {
        throw new IllegalStateException("No form is shown, so none can come back");
    }

    @Override
    default boolean requiresUser() {
        return false;
    }

    @Override
    default boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return true;
    }

    @Override
    default void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {
        // A step of ours never asks a user to set something up.
    }

    @Override
    default void close() {
        // Steps hold nothing.
    }

    /**
     * Refuses to set a user where there is one already.
     *
     * @param context the step's context
     * @throws RefusedException if another step has set one
     */
    static void checkNoUser(AuthenticationFlowContext context) throws RefusedException {
        if (context.getUser() != null) {
            throw new RefusedException(
                    Refusal.forbidden(
                            "Not allowed",
                            Errors.NOT_ALLOWED,
                            "another step has set a user already"));
        }
    }
}
