// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.compatibility;

import io.github.keycloaktiledesk.compatibility.SupportedKeycloak.Standing;
import org.keycloak.common.Version;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/**
 * Keycloak loads all SPIs before it loads the factory of any provider, when it is built and when it
 * starts: so this is where a Keycloak that is too old is refused, before a class of ours that it
 * cannot link, and before a database is made or migrated.
 */
public final class CompatibilitySpi implements Spi {

    /**
     * For {@link java.util.ServiceLoader}.
     *
     * @throws UnsupportedKeycloakException on a Keycloak that is too old
     */
    public CompatibilitySpi() {
        if (isTooOld()) {
            throw new UnsupportedKeycloakException(Version.VERSION);
        }
    }

    private static boolean isTooOld() {
        try {
            return BuildInfo.keycloak().of(Version.VERSION) == Standing.TOO_OLD;
        } catch (RuntimeException | LinkageError e) {
            // What cannot be judged is not refused; the factory says so in the log.
            return false;
        }
    }

    @Override
    public boolean isInternal() {
        // Or Keycloak would warn of us.
        return false;
    }

    @Override
    public String getName() {
        return "tiledesk-compatibility";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return CompatibilityProvider.class;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return CompatibilityProviderFactory.class;
    }
}
