// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloaktiledesk.fuzz.CountedInputs;
import io.github.keycloaktiledesk.fuzz.OneMeaning;
import io.github.keycloaktiledesk.outgoing.OutgoingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.keycloak.common.VerificationException;
import org.keycloak.common.crypto.CryptoIntegration;
import org.keycloak.crypto.KeyWrapper;

/** Whatever is pasted or published as public keys is keys that verify something, or is refused. */
class PublicKeysFuzzTest extends CountedInputs {

    private static final Set<String> REASONS =
            Set.of(
                    "there is no public key",
                    "JSON that cannot be read",
                    "a private or secret key belongs to the site only",
                    "a private key belongs to the site only",
                    "a JWK that cannot be read",
                    "an RSA key must have at least 2048 bits",
                    "an EC key must be of P-256, P-384 or P-521",
                    "an Ed key must be of Ed25519 or Ed448",
                    "a key must be of type RSA, EC or Ed",
                    "there is text that is neither PEM (BEGIN PUBLIC KEY or BEGIN CERTIFICATE) nor"
                            + " a JWKS",
                    "PEM must be BEGIN PUBLIC KEY or BEGIN CERTIFICATE",
                    "PEM that is no Base64",
                    "a key that is neither RSA nor EC nor Ed, or is damaged",
                    "a certificate that cannot be read");

    /** Not the word alone: a public key's Base64 may happen to spell it. */
    private static final Pattern PRIVATE_KEY = Pattern.compile("BEGIN [A-Z ]*PRIVATE KEY");

    static {
        // As a server does when it starts.
        CryptoIntegration.init(PublicKeysFuzzTest.class.getClassLoader());
    }

    /** What an admin has pasted, and a site has published. */
    @FuzzTest
    void areKeysOrRefused(byte[] input) throws IOException {
        countInput();
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            PublicKeys keys = PublicKeys.parse(text);
            assertThat(keys.keys()).isNotEmpty();
            assertVerify(keys);
            assertThat(text).doesNotContainPattern(PRIVATE_KEY);
        } catch (IllegalArgumentException e) {
            assertThat(REASONS).contains(e.getMessage());
        }
        try {
            PublicKeys keys = new PublicKeys(JwksReader.fetched(input));
            OneMeaning.assertIn(input);
            assertVerify(keys);
        } catch (OutgoingException e) {
            assertThat(e.getMessage()).isIn("the answer is no JSON", "the answer is no JWKS");
        }
    }

    private static void assertVerify(PublicKeys keys) {
        assertThat(keys.keys()).allSatisfy(PublicKeysFuzzTest::assertPublic);
        for (String algorithm : PublicKeys.algorithms()) {
            for (String kid : new String[] {null, "1"}) {
                assertFitting(keys, algorithm, kid);
            }
        }
    }

    private static void assertPublic(KeyWrapper key) {
        assertThat(key.getSecretKey()).isNull();
        assertThat(key.getPrivateKey()).isNull();
        if (key.getPublicKey() instanceof RSAPublicKey rsa) {
            assertThat(rsa.getModulus().bitLength()).isGreaterThanOrEqualTo(2048);
        } else if (key.getPublicKey() instanceof ECPublicKey ec) {
            assertThat(ec.getParams().getCurve().getField().getFieldSize()).isIn(256, 384, 521);
        } else {
            assertThat(key.getPublicKey()).isInstanceOf(EdECPublicKey.class);
        }
    }

    private static void assertFitting(PublicKeys keys, String algorithm, String kid) {
        List<KeyWrapper> fitting;
        try {
            fitting = keys.fitting(algorithm, kid);
        } catch (VerificationException e) {
            assertThat(keys.fits(algorithm, kid)).isFalse();
            return;
        }
        assertThat(fitting).hasSizeBetween(1, PublicKeys.MOST_TRIED);
        assertThat(fitting)
                .allSatisfy(
                        key -> {
                            assertThat(key.getAlgorithm()).isEqualTo(algorithm);
                            assertThat(key.getType()).isEqualTo(type(algorithm));
                            assertThat(
                                            kid == null
                                                    || key.getKid() == null
                                                    || kid.equals(key.getKid()))
                                    .isTrue();
                        });
    }

    private static String type(String algorithm) {
        return switch (algorithm.charAt(0)) {
            case 'R', 'P' -> "RSA";
            default -> algorithm.startsWith("ES") ? "EC" : "OKP";
        };
    }
}
