// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.keys;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Map;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyType;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;

/** Finds out what a public key is, whichever way it came. */
final class PublicKeyKind {

    /** RFC 7518 sections 3.3 and 3.5. */
    private static final int SHORTEST_RSA = 2048;

    private static final Map<String, String> CURVES =
            Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");

    private PublicKeyKind() {}

    /**
     * Wraps a key as Keycloak does.
     *
     * @throws IllegalArgumentException if no algorithm of ours works with it
     */
    static KeyWrapper wrap(PublicKey key) {
        KeyWrapper wrapper = new KeyWrapper();
        wrapper.setPublicKey(key);
        wrapper.setUse(KeyUse.SIG);
        if (key instanceof RSAPublicKey rsa) {
            if (rsa.getModulus().bitLength() < SHORTEST_RSA) {
                throw new IllegalArgumentException(
                        "an RSA key must have at least " + SHORTEST_RSA + " bits");
            }
            wrapper.setType(KeyType.RSA);
        } else if (key instanceof ECPublicKey ec) {
            wrapper.setType(KeyType.EC);
            wrapper.setCurve(curve(ec.getParams()));
        } else if (key instanceof EdECPublicKey ed) {
            wrapper.setType(KeyType.OKP);
            wrapper.setCurve(curve(ed.getParams().getName()));
        } else {
            throw new IllegalArgumentException("a key must be of type RSA, EC or Ed");
        }
        return wrapper;
    }

    private static String curve(String edwards) {
        if (!edwards.equals(Algorithm.Ed25519) && !edwards.equals(Algorithm.Ed448)) {
            throw new IllegalArgumentException("an Ed key must be of Ed25519 or Ed448");
        }
        return edwards;
    }

    private static String curve(ECParameterSpec key) {
        return CURVES.entrySet().stream()
                .filter(curve -> isSame(key, curve.getValue()))
                .map(Map.Entry::getKey)
                .findAny()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "an EC key must be of P-256, P-384 or P-521"));
    }

    private static boolean isSame(ECParameterSpec key, String name) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(name));
            ECParameterSpec named = parameters.getParameterSpec(ECParameterSpec.class);
            return key.getCurve().equals(named.getCurve())
                    && key.getGenerator().equals(named.getGenerator())
                    && key.getOrder().equals(named.getOrder());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java that runs Keycloak has " + name, e);
        }
    }
}
