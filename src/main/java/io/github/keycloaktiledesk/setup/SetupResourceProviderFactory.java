// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Makes {@code /admin/realms/<realm>/tiledesk}. */
public final class SetupResourceProviderFactory
        implements AdminRealmResourceProviderFactory, AdminRealmResourceProvider {

    /** For {@link java.util.ServiceLoader}. */
    public SetupResourceProviderFactory() {
        // Nothing to set up.
    }

    @Override
    public String getId() {
        return "tiledesk";
    }

    @Override
    public AdminRealmResourceProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public Object getResource(
            KeycloakSession session,
            RealmModel realm,
            AdminPermissionEvaluator auth,
            AdminEventBuilder adminEvent) {
        return new SetupResource(new SetupCall(session, realm, auth));
    }

    @Override
    public void init(Config.Scope config) {
        // No server options.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Nothing to prepare.
    }

    @Override
    public void close() {
        // Nothing to release.
    }
}
