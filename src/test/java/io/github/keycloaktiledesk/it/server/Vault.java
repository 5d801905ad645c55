// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.Map;

/**
 * Keycloak's vault in plain files, which may change while the server runs.
 *
 * @param realm the realm whose secrets are kept
 * @param server a server that was started with {@link #OPTIONS}
 */
public record Vault(KeycloakServer server, TestRealm realm) {

    /** The folder must be there before the server starts; this one always is. */
    private static final String FOLDER = "conf";

    /** The options of a server with a vault. */
    public static final Map<String, String> OPTIONS =
            Map.of("vault", "file", "vault-dir", "${kc.home.dir}/" + FOLDER);

    /** Puts a secret into the vault; neither key nor realm may have an underscore in its name. */
    public void put(String key, String secret) {
        LogSearch.SECRETS.addField("secret", secret);
        server.write(FOLDER + "/" + realm.name() + "_" + key, secret);
    }

    /** The expression by which a setting names a secret. */
    public static String reference(String key) {
        return "${vault." + key + "}";
    }
}
