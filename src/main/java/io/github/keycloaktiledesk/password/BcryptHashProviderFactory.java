package io.github.keycloaktiledesk.password;

import org.keycloak.Config;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.credential.hash.PasswordHashProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes the password hash provider {@code bcrypt}. */
public final class BcryptHashProviderFactory implements PasswordHashProviderFactory {

    private final BcryptHashProvider provider = new BcryptHashProvider();

    /** For {@link java.util.ServiceLoader}. */
    public BcryptHashProviderFactory() {
        // Nothing to set up.
    }

    @Override
    public String getId() {
        return "bcrypt";
    }

    @Override
    public PasswordHashProvider create(KeycloakSession session) {
        return provider;
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
