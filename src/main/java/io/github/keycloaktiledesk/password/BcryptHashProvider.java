package io.github.keycloaktiledesk.password;

import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.models.ModelException;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * Verifies the bcrypt hashes that agents of an existing Tiledesk have. No policy is content with
 * one, so Keycloak hashes the password anew, by the realm's own algorithm, at the first sign-in.
 */
final class BcryptHashProvider implements PasswordHashProvider {

    private static final Logger LOG = Logger.getLogger(BcryptHashProvider.class);

    @Override
    public boolean policyCheck(PasswordPolicy policy, PasswordCredentialModel credential) {
        return false;
    }

    @Override
    public PasswordCredentialModel encodedCredential(String rawPassword, int iterations) {
        throw new ModelException(
                "bcrypt only verifies passwords that were imported: choose another hashing algorithm in the realm's password policy");
    }

    @Override
    public boolean verify(String rawPassword, PasswordCredentialModel credential) {
        Optional<BcryptHash> hash = BcryptHash.parse(credential.getPasswordSecretData().getValue());
        if (hash.isEmpty()) {
            LOG.warn(
                    "A stored password is no bcrypt hash with a cost from 4 to 14, and lets nobody in");
        }
        return hash.filter(stored -> stored.matches(rawPassword)).isPresent();
    }

    @Override
    public String credentialHashingStrength(PasswordCredentialModel credential) {
        return BcryptHash.parse(credential.getPasswordSecretData().getValue())
                .map(hash -> String.valueOf(hash.cost()))
                .orElse("");
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
