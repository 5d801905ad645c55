// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.keycloak.util.JsonSerialization;

/** Keeps in mind the secrets that administrators give a server, even if nobody ever uses them. */
final class GivenSecrets implements ClientRequestFilter {

    @Override
    public void filter(ClientRequestContext request) {
        if (MediaType.APPLICATION_JSON_TYPE.isCompatible(request.getMediaType())) {
            LogSearch.SECRETS.addBody(json(request.getEntity()));
        }
    }

    private static String json(Object entity) {
        if (entity instanceof InputStream) {
            // It can be read but once.
            return "";
        }
        return entity instanceof String text ? text : JsonSerialization.valueAsString(entity);
    }
}
