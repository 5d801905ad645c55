// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.keys;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.crypto.KeyWrapper;

/**
 * Reads public keys and certificates, one after the other (RFC 7468 sections 5 and 13). Of a
 * certificate only the key counts. Keycloak's own {@code PemUtils} reads one block, and has to be
 * told the key's type.
 */
final class PemReader {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    /** The JDK's names; a key is of the one type whose factory understands it. */
    private static final List<String> TYPES = List.of("RSA", "EC", "EdDSA");

    private PemReader() {}

    static List<KeyWrapper> read(String pem) {
        List<KeyWrapper> keys = new ArrayList<>();
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            keys.add(PublicKeyKind.wrap(key(block.group(1), block.group(2))));
        }
        if (!block.replaceAll("").isBlank()) {
            throw new IllegalArgumentException(
                    "there is text that is neither PEM (BEGIN PUBLIC KEY or BEGIN CERTIFICATE) nor a JWKS");
        }
        return keys;
    }

    private static PublicKey key(String label, String base64) {
        if (label.contains("PRIVATE")) {
            throw new IllegalArgumentException("a private key belongs to the site only");
        }
        return switch (label) {
            case "PUBLIC KEY" -> publicKey(der(base64));
            case "CERTIFICATE" -> certified(der(base64));
            default ->
                    throw new IllegalArgumentException(
                            "PEM must be BEGIN PUBLIC KEY or BEGIN CERTIFICATE");
        };
    }

    private static byte[] der(String base64) {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("PEM that is no Base64");
        }
    }

    private static PublicKey publicKey(byte[] der) {
        for (String type : TYPES) {
            try {
                return KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                // Of another type, perhaps.
            }
        }
        throw new IllegalArgumentException(
                "a key that is neither RSA nor EC nor Ed, or is damaged");
    }

    private static PublicKey certified(byte[] der) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der))
                    .getPublicKey();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a certificate that cannot be read");
        }
    }
}
