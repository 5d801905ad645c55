// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.Map;
import org.keycloak.representations.idm.RealmRepresentation;

/**
 * A project whose site signs with ES256 and publishes its keys.
 *
 * @param name the project id
 */
public record JwksProject(String name) {

    /** The alias of the project's identity provider. */
    public String alias() {
        return RealmParts.alias(name);
    }

    /** Adds the project's provider, which may call this machine. */
    public void addTo(RealmRepresentation realm, String url) {
        addTo(realm, url, true);
    }

    /** Adds the project's provider. */
    public void addTo(RealmRepresentation realm, String url, boolean allowPrivate) {
        RealmParts.addKeyProvider(
                realm,
                name,
                "ES256",
                Map.of("jwksUrl", url, "allowPrivateAddresses", String.valueOf(allowPrivate)));
    }

    /** The custom token of the project's customer, to be signed. */
    public CustomToken customer() {
        return Demo.customer()
                .claim("_id", name + "_1")
                .claim("aud", "https://tiledesk.com/projects/" + name);
    }

    /** The customer signs in. */
    public Answer signIn(TestRealm realm, SigningKey key) {
        return realm.calls().customToken(key.sign(customer()));
    }
}
