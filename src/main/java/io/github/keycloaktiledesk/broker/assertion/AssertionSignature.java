// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion;

import org.keycloak.common.VerificationException;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.AsymmetricSignatureVerifierContext;
import org.keycloak.crypto.ECDSAAlgorithm;
import org.keycloak.crypto.ECDSASignatureVerifierContext;
import org.keycloak.crypto.KeyType;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.MacSignatureVerifierContext;
import org.keycloak.crypto.SignatureVerifierContext;

/** Verifies a signature, with Keycloak's verifiers. */
final class AssertionSignature {

    private static final int ED25519_LENGTH = 64;
    private static final int ED448_LENGTH = 114;

    private AssertionSignature() {}

    /**
     * Whether a key has signed something.
     *
     * @param key the key, with its algorithm set
     * @param signed what was signed
     * @param signature the signature's bytes
     * @return whether it has
     */
    static boolean isGood(KeyWrapper key, byte[] signed, byte[] signature) {
        if (!hasItsLength(key, signature)) {
            return false;
        }
        try {
            return verifier(key).verify(signed, signature);
        } catch (VerificationException e) {
            // A signature of another form than the algorithm's.
            return false;
        }
    }

    /**
     * RFC 7518 section 3.4, RFC 8032 sections 5.1.6 and 5.2.6. Keycloak's verifier of the first
     * kind and Java's of the second pass over what follows.
     */
    private static boolean hasItsLength(KeyWrapper key, byte[] signature) {
        return switch (key.getType()) {
            case KeyType.EC ->
                    signature.length == ECDSAAlgorithm.getSignatureLength(key.getAlgorithm());
            case KeyType.OKP ->
                    signature.length
                            == (Algorithm.Ed448.equals(key.getCurve())
                                    ? ED448_LENGTH
                                    : ED25519_LENGTH);
            default -> true;
        };
    }

    private static SignatureVerifierContext verifier(KeyWrapper key) {
        return switch (key.getType()) {
            case KeyType.OCT -> new MacSignatureVerifierContext(key);
            case KeyType.EC -> new ECDSASignatureVerifierContext(key);
            default -> new AsymmetricSignatureVerifierContext(key);
        };
    }
}
