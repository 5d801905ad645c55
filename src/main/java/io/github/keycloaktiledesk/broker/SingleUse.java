// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.broker.assertion.Assertion;
import io.github.keycloaktiledesk.call.CallMemory;
import io.github.keycloaktiledesk.token.TokenLifetime;
import java.nio.charset.StandardCharsets;
import org.keycloak.jose.jws.crypto.HashUtils;
import org.keycloak.models.KeycloakSession;

/**
 * Takes each custom JWT of a provider only once, known by its {@code jti} (RFC 7519 section 4.1.7).
 *
 * @param session the session of the sign-in
 * @param provider the provider's settings
 */
record SingleUse(KeycloakSession session, TiledeskIdentityProviderConfig provider) {

    /** Uses a token up; false if it has been used before, on whichever node. */
    boolean take(Assertion assertion) {
        // Hashed, as what a site writes may be long.
        String identity = provider.getInternalId() + '\n' + assertion.tokenId();
        String key = "tiledesk:" + HashUtils.sha256UrlEncodedHash(identity, StandardCharsets.UTF_8);
        long left = assertion.expiration() + provider.clockSkew() - TokenLifetime.now();
        // A call that is tried again is still the same use.
        return CallMemory.once(
                session, key, own -> own.singleUseObjects().putIfAbsent(key, Math.max(1, left)));
    }
}
