// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.call;

import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/** The client {@code tiledesk}, whose direct grant flow answers the calls. */
public final class TiledeskClient {

    /** The client id. */
    public static final String ID = "tiledesk";

    private TiledeskClient() {}

    /**
     * Finds the client.
     *
     * @param realm a realm
     * @return the client, or null where the realm has none
     */
    public static ClientModel of(RealmModel realm) {
        return realm.getClientByClientId(ID);
    }
}
