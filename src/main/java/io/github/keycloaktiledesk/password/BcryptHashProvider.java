// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.password;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * Verifies the bcrypt hashes that agents of an existing Tiledesk have. It makes none: Keycloak
 * hashes the password anew at the first sign-in, by the realm's own algorithm, and where that is
 * {@code bcrypt}, by the server's default one.
 *
 * <p>As many hashes are computed at once as there are processors, as by Keycloak's Argon2: more
 * would only make each of them, and all that the server does besides, take longer.
 */
final class BcryptHashProvider implements PasswordHashProvider {

    private static final Logger LOG = Logger.getLogger(BcryptHashProvider.class);

    private final PasswordHashProvider forNewHashes;

    private final Semaphore processors;

    BcryptHashProvider(PasswordHashProvider forNewHashes, Semaphore processors) {
        this.forNewHashes = forNewHashes;
        this.processors = processors;
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
        return hash.filter(stored -> matches(stored, rawPassword)).isPresent();
    }

    private boolean matches(BcryptHash stored, String rawPassword) {
        processors.acquireUninterruptibly();
        try {
            return stored.matches(rawPassword);
        } finally {
            processors.release();
        }
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
