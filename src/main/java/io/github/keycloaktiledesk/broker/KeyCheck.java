// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.broker.keys.JwksEndpoint;
import io.github.keycloaktiledesk.broker.keys.PublicKeys;
import java.util.List;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.models.KeycloakSession;

/**
 * Whether a provider has the keys that its algorithms need, and none besides: a public key that is
 * taken for a shared secret is a secret that everybody knows.
 *
 * @param session the session of the save or import
 * @param config the settings, not stored yet
 */
record KeyCheck(KeycloakSession session, TiledeskIdentityProviderConfig config) {

    void check() {
        if (config.isSymmetric()) {
            checkSecrets();
        } else {
            checkNoSecrets();
            checkPublicKeys();
        }
    }

    private void checkSecrets() {
        if (!config.publicKeys().isEmpty() || !config.jwksUrl().isEmpty()) {
            throw new IllegalArgumentException(
                    "Public keys and JWKS URL must be empty where the allowed algorithms are those of a shared secret (HS…):"
                            + " empty them, or allow the algorithms of the keys instead");
        }
        new ProjectSecrets(session, config).check();
    }

    private void checkNoSecrets() {
        if (!config.previousSecret().isEmpty()) {
            throw new IllegalArgumentException(
                    "Previous secret must be empty where the allowed algorithms are those of public keys");
        }
        ProjectSecrets secrets = new ProjectSecrets(session, config);
        if (secrets.isMasked() && secrets.stored() == null) {
            // An export's mask: not used here, and not to be taken for a secret later.
            config.getConfig().remove(TiledeskIdentityProviderConfig.SECRET);
        }
    }

    private void checkPublicKeys() {
        if (config.publicKeys().isEmpty() == config.jwksUrl().isEmpty()) {
            throw new IllegalArgumentException(
                    "The allowed algorithms are those of public keys: fill in either Public keys or JWKS URL");
        }
        if (config.publicKeys().isEmpty()) {
            checkUrl();
        } else {
            PublicKeys keys = parse();
            checkFitting(keys);
            checkUnnamed(keys);
        }
    }

    private PublicKeys parse() {
        try {
            return PublicKeys.parse(config.publicKeys());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Public keys: " + e.getMessage(), e);
        }
    }

    private void checkFitting(PublicKeys keys) {
        List<String> unserved =
                config.algorithms().stream().filter(algorithm -> !keys.serves(algorithm)).toList();
        if (!unserved.isEmpty()) {
            throw new IllegalArgumentException(
                    "Public keys hold no key for "
                            + String.join(", ", unserved)
                            + ": add one, or do not allow the algorithm");
        }
        if (!keys.keys().stream().allMatch(this::isUsed)) {
            throw new IllegalArgumentException(
                    "Public keys hold a key that fits none of the allowed algorithms: remove it, or allow its algorithm");
        }
    }

    private boolean isUsed(KeyWrapper key) {
        return config.algorithms().stream().anyMatch(new PublicKeys(List.of(key))::serves);
    }

    /** A key that is never tried would be found out by the site's customers. */
    private void checkUnnamed(PublicKeys keys) {
        List<String> crowded = keys.crowded(config.algorithms());
        if (!crowded.isEmpty()) {
            throw new IllegalArgumentException(
                    "Public keys hold more than %d keys without kid for %s, and no more are tried: remove the old ones, or enter a JWKS whose keys have a kid"
                            .formatted(PublicKeys.MOST_TRIED, String.join(", ", crowded)));
        }
    }

    /** Without the address, which may hold a password. */
    private void checkUrl() {
        if (!JwksEndpoint.isAddress(config.jwksUrl())) {
            throw new IllegalArgumentException(
                    "JWKS URL must begin with https:// and name a host, without user name and password");
        }
    }
}
