// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import io.github.keycloaktiledesk.setup.health.Finding;
import io.github.keycloaktiledesk.setup.health.HealthReport;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * What each part of a setup works with.
 *
 * @param session the session of the call; its transaction is all or nothing
 * @param realm the realm that is set up
 * @param auth what the caller may do in it
 */
record SetupCall(KeycloakSession session, RealmModel realm, AdminPermissionEvaluator auth) {

    /**
     * A builder for one admin event, as if Keycloak's own endpoint had been called.
     *
     * @param path the endpoint's path below the realm, such as {@code clients}
     */
    AdminEventBuilder event(String path) {
        return new SetupEvent(this, path);
    }

    /** How the realm is; about the server only whoever administers it is told. */
    List<Finding> health() {
        boolean ofServer = Config.getAdminRealm().equals(auth.adminAuth().getRealm().getName());
        return HealthReport.of(session, realm, ofServer);
    }
}
