// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.broker.keys.SharedSecrets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.keycloak.crypto.Algorithm;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.ComponentRepresentation;

/**
 * The secrets that a project shares with its site, out of the vault where they are kept there. The
 * same rules hold when they are saved and when they are used: a vault, and an administrator who
 * goes round our form, may change them in between.
 *
 * @param session the session of the call
 * @param config the provider's settings
 */
record ProjectSecrets(KeycloakSession session, TiledeskIdentityProviderConfig config) {

    private static final Pattern VAULT = Pattern.compile("\\$\\{vault\\..+}");

    /** Bytes of the shortest secret, that of HS256. */
    private static final int SHORTEST = SharedSecrets.shortest(Algorithm.HS256, true);

    private static final String CLIENT_SECRET = "Client Secret";
    private static final String PREVIOUS_SECRET = "Previous secret";

    static boolean isKeptInVault(String secret) {
        return VAULT.matcher(secret).matches();
    }

    /**
     * What tokens are verified with.
     *
     * @throws IllegalArgumentException if the secrets must not be used; the message is for admins
     */
    SharedSecrets keys() {
        String present = value(config.storedSecret());
        if (present.isEmpty()) {
            throw new IllegalArgumentException(
                    config.storedSecret().isEmpty()
                            ? "Client Secret is missing"
                            : "Client Secret is not in the vault");
        }
        checkLength(CLIENT_SECRET, present);
        // One that the vault does not hold any more is the end of a rotation.
        String previous = value(config.previousSecret());
        checkLengthIfAny(PREVIOUS_SECRET, previous);
        return new SharedSecrets(
                previous.isEmpty() ? List.of(present) : List.of(present, previous),
                config.isLegacySecret());
    }

    /**
     * Checks the secrets that are about to be saved. What the vault is yet to be given is checked
     * when it is used.
     */
    void check() {
        String secret = savedSecret();
        if (secret.isEmpty()) {
            throw new IllegalArgumentException(
                    "Client Secret must be the secret that the project shares with its site");
        }
        checkLengthIfAny(CLIENT_SECRET, value(secret));
        checkLengthIfAny(PREVIOUS_SECRET, value(config.previousSecret()));
    }

    /** Keycloak shows a mask for a stored secret, and takes it for that secret on an update. */
    private String savedSecret() {
        if (!isMasked()) {
            return config.storedSecret();
        }
        IdentityProviderModel stored = stored();
        if (stored == null) {
            throw new IllegalArgumentException(
                    "Client Secret is the mask of an export or of another provider: enter the secret itself");
        }
        return new TiledeskIdentityProviderConfig(stored).storedSecret();
    }

    boolean isMasked() {
        return ComponentRepresentation.SECRET_VALUE.equals(config.storedSecret());
    }

    /** What is stored of the provider that is about to be saved, or null where it is a new one. */
    IdentityProviderModel stored() {
        return config.getInternalId() == null
                ? null
                : session.identityProviders().getById(config.getInternalId());
    }

    private void checkLengthIfAny(String field, String secret) {
        if (!secret.isEmpty()) {
            checkLength(field, secret);
        }
    }

    private void checkLength(String field, String secret) {
        int length = secret.getBytes(StandardCharsets.UTF_8).length;
        List<String> unserved =
                config.algorithms().stream()
                        .filter(
                                algorithm ->
                                        length
                                                < SharedSecrets.shortest(
                                                        algorithm, config.isLegacySecret()))
                        .toList();
        if (unserved.isEmpty()) {
            return;
        }
        String message =
                field
                        + " is too short for "
                        + String.join(", ", unserved)
                        + ": HS256 needs 32 bytes, HS384 48 and HS512 64 (RFC 7518 section 3.2). ";
        throw new IllegalArgumentException(
                message
                        + (length < SHORTEST
                                ? "Choose a longer one"
                                : "Choose a longer one, or switch Legacy secret on, with which 32 are enough"));
    }

    private String value(String stored) {
        try (var vault = session.vault().getStringSecret(stored)) {
            return vault.get().orElse("");
        }
    }
}
