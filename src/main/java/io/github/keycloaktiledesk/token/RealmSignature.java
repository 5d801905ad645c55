// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.token;

import org.keycloak.TokenCategory;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.jose.jws.JWSHeader;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * By which keys and algorithms the realm signs access tokens of the call's client, and has signed
 * them before.
 *
 * @param session the session of the call, with realm and client in its context
 */
record RealmSignature(KeycloakSession session) {

    /**
     * Whether the realm signs so, or has a public key with which it has. Never a secret key that
     * the realm has for other uses.
     */
    boolean mayHave(JWSHeader header) {
        if (algorithm().equals(header.getRawAlgorithm())) {
            return true;
        }
        if (header.getRawAlgorithm() == null || header.getKeyId() == null) {
            return false;
        }
        KeyWrapper key =
                session.keys()
                        .getKey(realm(), header.getKeyId(), KeyUse.SIG, header.getRawAlgorithm());
        return key != null && key.getPublicKey() != null;
    }

    /** Whether the realm would sign a token with the same key and algorithm now. */
    boolean isCurrent(JWSHeader header) {
        return algorithm().equals(header.getRawAlgorithm())
                && session.keys()
                        .getActiveKey(realm(), KeyUse.SIG, algorithm())
                        .getKid()
                        .equals(header.getKeyId());
    }

    private String algorithm() {
        return session.tokens().signatureAlgorithm(TokenCategory.ACCESS);
    }

    private RealmModel realm() {
        return session.getContext().getRealm();
    }
}
