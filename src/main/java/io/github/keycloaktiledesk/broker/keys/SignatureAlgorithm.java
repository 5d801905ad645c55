// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.keys;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyType;
import org.keycloak.crypto.KeyWrapper;

/** Which kind of key verifies which algorithm (RFC 7518 section 3.1, RFC 8037 section 3.1). */
enum SignatureAlgorithm {
    RS256(Algorithm.RS256, KeyType.RSA),
    RS384(Algorithm.RS384, KeyType.RSA),
    RS512(Algorithm.RS512, KeyType.RSA),
    PS256(Algorithm.PS256, KeyType.RSA),
    PS384(Algorithm.PS384, KeyType.RSA),
    PS512(Algorithm.PS512, KeyType.RSA),
    ES256(Algorithm.ES256, KeyType.EC, "P-256"),
    ES384(Algorithm.ES384, KeyType.EC, "P-384"),
    ES512(Algorithm.ES512, KeyType.EC, "P-521"),
    EDDSA(Algorithm.EdDSA, KeyType.OKP, Algorithm.Ed25519, Algorithm.Ed448);

    private final String algorithm;
    private final String keyType;
    private final Set<String> curves;

    SignatureAlgorithm(String algorithm, String keyType, String... curves) {
        this.algorithm = algorithm;
        this.keyType = keyType;
        this.curves = Set.of(curves);
    }

    static Optional<SignatureAlgorithm> of(String algorithm) {
        return Arrays.stream(values())
                .filter(value -> value.algorithm.equals(algorithm))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(value -> value.algorithm).toList();
    }

    /** Whether a key is of this algorithm's type and curve, and reserved for no other one. */
    boolean fits(KeyWrapper key) {
        return keyType.equals(key.getType())
                && (curves.isEmpty() || curves.contains(String.valueOf(key.getCurve())))
                && (key.getAlgorithm() == null || algorithm.equals(key.getAlgorithm()));
    }
}
