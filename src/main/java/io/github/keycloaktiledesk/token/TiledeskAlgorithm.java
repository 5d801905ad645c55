// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.token;

import java.util.Optional;
import java.util.Set;
import org.keycloak.crypto.Algorithm;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;
import org.keycloak.utils.StringUtil;

/**
 * Whether a Tiledesk server takes the algorithm by which a realm's tokens are signed. It verifies
 * them with one RSA public key; which algorithms pass was tried on {@code
 * @tiledesk/tiledesk-server} 2.19.16.
 */
public final class TiledeskAlgorithm {

    private static final Set<String> TAKEN =
            Set.of(Algorithm.RS256, Algorithm.RS384, Algorithm.RS512, Algorithm.PS256);

    private TiledeskAlgorithm() {}

    /**
     * The algorithm of the access tokens of a client.
     *
     * @param realm its realm
     * @param client the client, or null for one that leaves the choice to the realm
     * @return a name of RFC 7518, such as {@code RS256}
     */
    public static String of(RealmModel realm, ClientModel client) {
        return Optional.ofNullable(client)
                .map(c -> c.getAttribute(OIDCConfigAttributes.ACCESS_TOKEN_SIGNED_RESPONSE_ALG))
                .filter(StringUtil::isNotBlank)
                .or(() -> Optional.ofNullable(realm.getDefaultSignatureAlgorithm()))
                .filter(StringUtil::isNotBlank)
                .orElse(Constants.DEFAULT_SIGNATURE_ALGORITHM);
    }

    /**
     * What speaks against an algorithm.
     *
     * @param algorithm a name of RFC 7518
     * @return a sentence for admins; empty if a Tiledesk server takes it
     */
    public static Optional<String> objection(String algorithm) {
        return TAKEN.contains(algorithm)
                ? Optional.empty()
                : Optional.of(
                        "A Tiledesk server takes no access token that is signed with "
                                + algorithm
                                + ", only RS256, RS384, RS512 and PS256");
    }
}
