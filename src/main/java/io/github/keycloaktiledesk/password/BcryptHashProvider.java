// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.password;

import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * Verifies the bcrypt hashes that agents of an existing Tiledesk have. It makes none: Keycloak
 * hashes the password anew at the first sign-in, by the realm's own algorithm, and where that is
 * {@code bcrypt}, by the server's default one.
 */
final class BcryptHashProvider implements PasswordHashProvider {

    private static final Logger LOG = Logger.getLogger(BcryptHashProvider.class);

    private final PasswordHashProvider forNewHashes;

    BcryptHashProvider(PasswordHashProvider forNewHashes) {
        this.forNewHashes = forNewHashes;
    }

    @Override
    public boolean policyCheck(PasswordPolicy policy, PasswordCredentialModel credential) {
        return forNewHashes.policyCheck(policy, credential);
    }

    @Override
    public PasswordCredentialModel encodedCredential(String rawPassword, int iterations) {
        return forNewHashes.encodedCredential(rawPassword, iterations);
    }

    @Override
    public boolean verify(String rawPassword, PasswordCredentialModel credential) {
        Optional<BcryptHash> hash = hash(credential);
        if (hash.isEmpty()) {
            LOG.warn(
                    "A stored password is no bcrypt hash with a cost from 4 to 14, and lets nobody in");
        }
        return hash.filter(stored -> stored.matches(rawPassword)).isPresent();
    }

    @Override
    public String credentialHashingStrength(PasswordCredentialModel credential) {
        return hash(credential).map(hash -> String.valueOf(hash.cost())).orElse("");
    }

    private static Optional<BcryptHash> hash(PasswordCredentialModel credential) {
        return BcryptHash.parse(credential.getPasswordSecretData().getValue());
    }

    @Override
    public void close() {
        // The session closes the other one.
    }
}
