// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion.vectors;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs with Java's own classes, so that no code of Keycloak's or ours checks itself. */
final class Signer {

    private Signer() {}

    /** The signature (RFC 7518 section 3, RFC 8037 section 3.1). */
    static byte[] sign(String algorithm, String key, String input) {
        byte[] bytes = input.getBytes(StandardCharsets.US_ASCII);
        try {
            return algorithm.startsWith("HS")
                    ? mac(algorithm, TestKeys.symmetric(key), bytes)
                    : signature(algorithm, key, bytes);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(algorithm + " with " + key, e);
        }
    }

    private static byte[] mac(String algorithm, byte[] key, byte[] input)
            throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA" + bits(algorithm));
        mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
        return mac.doFinal(input);
    }

    private static byte[] signature(String algorithm, String key, byte[] input)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(name(algorithm));
        if (algorithm.startsWith("PS")) {
            int bits = bits(algorithm);
            signature.setParameter(
                    new PSSParameterSpec(
                            "SHA-" + bits,
                            "MGF1",
                            new MGF1ParameterSpec("SHA-" + bits),
                            bits / Byte.SIZE,
                            PSSParameterSpec.TRAILER_FIELD_BC));
        }
        signature.initSign(TestKeys.asymmetric(key));
        signature.update(input);
        return signature.sign();
    }

    private static String name(String algorithm) {
        return switch (algorithm.substring(0, 2)) {
            case "RS" -> "SHA" + bits(algorithm) + "withRSA";
            case "PS" -> "RSASSA-PSS";
            case "ES" -> "SHA" + bits(algorithm) + "withECDSAinP1363Format";
            default -> "EdDSA";
        };
    }

    private static int bits(String algorithm) {
        return Integer.parseInt(algorithm.substring(2));
    }
}
