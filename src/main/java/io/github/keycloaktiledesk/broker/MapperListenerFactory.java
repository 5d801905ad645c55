// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import org.keycloak.Config;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Hears, for every realm, that a mapper has been added to an identity provider at this node. Of
 * providers Keycloak tells otherwise, of mappers it does not.
 */
public final class MapperListenerFactory implements EventListenerProviderFactory {

    @Override
    public String getId() {
        return "tiledesk-mappers";
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new MapperListener(session);
    }

    private record MapperListener(KeycloakSession session) implements EventListenerProvider {

        @Override
        public void onEvent(Event event) {
            // Not of any interest.
        }

        @Override
        public void onEvent(AdminEvent event, boolean includeRepresentation) {
            if (event.getResourceType() == ResourceType.IDENTITY_PROVIDER_MAPPER) {
                FollowedMappers.forgetAfter(session, event.getRealmId());
            }
        }

        @Override
        public void close() {
            // Holds nothing.
        }
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
