// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.password;

import java.util.concurrent.Semaphore;
import org.keycloak.Config;
import org.keycloak.common.Profile;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.credential.hash.PasswordHashProviderFactory;
import org.keycloak.credential.hash.Pbkdf2Sha512PasswordHashProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.EnvironmentDependentProviderFactory;

/** Makes the password hash provider {@code bcrypt}. */
public final class BcryptHashProviderFactory
        implements PasswordHashProviderFactory, EnvironmentDependentProviderFactory {

    private static final String ID = "bcrypt";

    private final Semaphore processors = new Semaphore(Runtime.getRuntime().availableProcessors());

    /** For {@link java.util.ServiceLoader}. */
    public BcryptHashProviderFactory() {
        // Nothing to set up.
    }

    /** Where cryptography has to be FIPS 140-2's, Keycloak runs without Bouncy Castle's bcrypt. */
    @Override
    public boolean isSupported(Config.Scope config) {
        return !Profile.isFeatureEnabled(Profile.Feature.FIPS);
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public PasswordHashProvider create(KeycloakSession session) {
        return new BcryptHashProvider(
                session.getProvider(PasswordHashProvider.class, forNewHashes(session)), processors);
    }

    /** The server's default, unless a server option says that this is the one. */
    private static String forNewHashes(KeycloakSession session) {
        String byDefault =
                session.getKeycloakSessionFactory()
                        .getProviderFactory(PasswordHashProvider.class)
                        .getId();
        return ID.equals(byDefault) ? Pbkdf2Sha512PasswordHashProviderFactory.ID : byDefault;
    }

    @Override
    public void init(Config.Scope config) {
        // No server options.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Nothing to prepare.
    }

    @Override
    public void close() {
        // Nothing to release.
    }
}
