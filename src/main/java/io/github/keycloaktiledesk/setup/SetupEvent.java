// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import jakarta.ws.rs.core.UriInfo;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/**
 * An admin event about a part of a setup. Keycloak's endpoints name in it the path by which they
 * were called; it is theirs also where we have called them, so that the console shows the same.
 */
final class SetupEvent extends AdminEventBuilder {

    private final String path;

    SetupEvent(SetupCall call, String path) {
        super(
                call.realm(),
                call.auth().adminAuth(),
                call.session(),
                call.session().getContext().getConnection());
        this.path = path;
    }

    @Override
    protected String getResourcePath(UriInfo uriInfo) {
        return path;
    }
}
