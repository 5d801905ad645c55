// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.compare;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.stream.IntStream;

/**
 * What nobody who issues a token can do without: its signature, RS256 with 2048 bits, as Keycloak
 * signs by default. It is made in this process, by the same Java as the server's.
 */
final class BareSignature {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int TIMES = 300;
    private static final int WARM_UP = 3000;

    private final byte[] token = "x".repeat(900).getBytes(StandardCharsets.US_ASCII);
    private final PrivateKey key;

    BareSignature() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            key = generator.generateKeyPair().getPrivate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        IntStream.range(0, WARM_UP).forEach(i -> sign());
    }

    /** The processor time of one, in milliseconds, on average of some. */
    double millis() {
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < TIMES; i++) {
            sign();
        }
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e6 / TIMES;
    }

    private void sign() {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(token);
            signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
