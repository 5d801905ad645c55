// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.keycloaktiledesk.broker.assertion.VerificationKeys;
import io.github.keycloaktiledesk.broker.keys.JwksEndpoint;
import io.github.keycloaktiledesk.broker.keys.PublicKeys;
import io.github.keycloaktiledesk.broker.keys.PublishedKeys;
import org.keycloak.models.KeycloakSession;

/** Which keys a provider's settings name. */
final class ProviderKeys {

    /** Texts of admins, and what is read out of them, which never changes. */
    private static final LoadingCache<String, PublicKeys> PASTED =
            Caffeine.newBuilder().maximumSize(1_000).build(PublicKeys::parse);

    private ProviderKeys() {}

    /**
     * The keys of a provider.
     *
     * @throws IllegalArgumentException if the settings name none, or more than one kind
     */
    static VerificationKeys of(KeycloakSession session, TiledeskIdentityProviderConfig provider) {
        if (provider.isSymmetric()) {
            return new ProjectSecrets(session, provider).keys();
        }
        String url = provider.jwksUrl();
        String pasted = provider.publicKeys();
        if (url.isEmpty() == pasted.isEmpty()) {
            throw new IllegalArgumentException("either public keys or a JWKS address must be set");
        }
        return pasted.isEmpty()
                ? new PublishedKeys(
                        session,
                        provider,
                        provider.algorithms(),
                        new JwksEndpoint(url, provider.isPrivateAddressAllowed()))
                : PASTED.get(pasted);
    }
}
