// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.net.URI;

/** Keycloak's own token endpoint of a realm, for grants that need no browser. */
public final class TokenEndpoint {

    private static final String PATH = "/protocol/openid-connect/token";

    private final Calls calls;

    /** The endpoint of this realm. */
    public TokenEndpoint(TestRealm realm) {
        this(realm.url());
    }

    private TokenEndpoint(URI realm) {
        this.calls = new Calls(realm);
    }

    /** The fields of a password grant of this client, to be completed. */
    public static Form passwordGrant(String client, String username, String password) {
        return new Form()
                .with("grant_type", "password")
                .with("client_id", client)
                .with("username", username)
                .with("password", password);
    }

    /** The fields with which a confidential client brings somebody else's JWT (RFC 7523). */
    public static Form assertionGrant(String client, String secret, String jwt) {
        return new Form()
                .with("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")
                .with("client_id", client)
                .with("client_secret", secret)
                .with("assertion", jwt);
    }

    /** Posts a form. */
    public Answer post(Form form) {
        return calls.post(PATH, Form.HEADERS, form.bytes());
    }
}
