// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.keys;

import io.github.keycloaktiledesk.broker.assertion.VerificationKeys;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.keycloak.common.VerificationException;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.JavaAlgorithm;
import org.keycloak.crypto.KeyType;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;

/**
 * The secrets that a project shares with its site: the present one, and while it is rotated the
 * previous one.
 *
 * @param secrets the secrets, in the order in which they are tried
 * @param legacy whether a secret may be shorter than the algorithm's hash
 */
public record SharedSecrets(List<String> secrets, boolean legacy) implements VerificationKeys {

    /** RFC 7518 section 3.2: a key of at least the size of the hash output, in bytes. */
    private static final Map<String, Integer> HASH_SIZES =
            Map.of(Algorithm.HS256, 32, Algorithm.HS384, 48, Algorithm.HS512, 64);

    private static final List<String> ALGORITHMS = HASH_SIZES.keySet().stream().sorted().toList();

    /** Bytes that no secret may be shorter than, whatever the algorithm. */
    private static final int SHORTEST = 32;

    /**
     * The algorithms that sign with a shared secret.
     *
     * @return HS256, HS384 and HS512
     */
    public static List<String> algorithms() {
        return ALGORITHMS;
    }

    /**
     * The length that a secret must have.
     *
     * @param algorithm one of {@link #algorithms()}
     * @param legacy whether it may be shorter than the algorithm's hash
     * @return bytes of its UTF-8 form
     */
    public static int shortest(String algorithm, boolean legacy) {
        return legacy ? SHORTEST : HASH_SIZES.get(algorithm);
    }

    @Override
    public List<KeyWrapper> fitting(String algorithm, String kid) throws VerificationException {
        List<KeyWrapper> keys =
                secrets.stream()
                        .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                        .filter(secret -> secret.length >= shortest(algorithm, legacy))
                        .map(secret -> key(secret, algorithm))
                        .toList();
        if (keys.isEmpty()) {
            throw new VerificationException("the provider's secret is too short for " + algorithm);
        }
        return keys;
    }

    private static KeyWrapper key(byte[] secret, String algorithm) {
        KeyWrapper key = new KeyWrapper();
        key.setAlgorithm(algorithm);
        key.setType(KeyType.OCT);
        key.setUse(KeyUse.SIG);
        key.setSecretKey(new SecretKeySpec(secret, JavaAlgorithm.getJavaAlgorithm(algorithm)));
        return key;
    }
}
