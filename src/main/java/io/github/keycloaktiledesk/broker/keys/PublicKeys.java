// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.keys;

import io.github.keycloaktiledesk.broker.assertion.VerificationKeys;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.keycloak.common.VerificationException;
import org.keycloak.crypto.KeyWrapper;

/**
 * The public keys of a site.
 *
 * @param keys the keys; their {@code algorithm} is the one that they are reserved for, or null
 */
public record PublicKeys(List<KeyWrapper> keys) implements VerificationKeys {

    /** Keys that one token is tried with. */
    public static final int MOST_TRIED = 8;

    /**
     * The algorithms that sign with a private key.
     *
     * @return RS, PS and ES with 256, 384 and 512, and EdDSA
     */
    public static List<String> algorithms() {
        return SignatureAlgorithm.names();
    }

    /**
     * Reads what an admin has pasted.
     *
     * @param pemOrJwks public keys and certificates in PEM (RFC 7468), or a JWKS or JWK (RFC 7517)
     * @return the keys, at least one
     * @throws IllegalArgumentException if there is anything else in it; the message is for admins
     *     and repeats nothing of the text
     */
    public static PublicKeys parse(String pemOrJwks) {
        String text = pemOrJwks.strip();
        List<KeyWrapper> keys =
                text.startsWith("{") ? JwksReader.pasted(text) : PemReader.read(text);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there is no public key");
        }
        return new PublicKeys(keys);
    }

    /**
     * Whether one of the keys can verify an algorithm.
     *
     * @param algorithm the name of any algorithm (RFC 7518 section 3.1)
     * @return whether there is one
     */
    public boolean serves(String algorithm) {
        return of(algorithm).findAny().isPresent();
    }

    /**
     * Finds where a key would never be tried: any token may mean a key without id.
     *
     * @param algorithms names of algorithms (RFC 7518 section 3.1)
     * @return those that more keys without id serve than one token is tried with
     */
    public List<String> crowded(Collection<String> algorithms) {
        return algorithms.stream().filter(algorithm -> unnamed(algorithm) > MOST_TRIED).toList();
    }

    private long unnamed(String algorithm) {
        return of(algorithm).filter(key -> key.getKid() == null).count();
    }

    /** Whether a key that serves the algorithm bears this very id. */
    boolean names(String algorithm, String kid) {
        return kid != null && of(algorithm).anyMatch(key -> kid.equals(key.getKid()));
    }

    /** Whether {@link #fitting} finds a key. */
    boolean fits(String algorithm, String kid) {
        return of(algorithm).anyMatch(key -> isMeant(key, kid));
    }

    /** A key without id may be meant by any, and a token without one may mean any. */
    @Override
    public List<KeyWrapper> fitting(String algorithm, String kid) throws VerificationException {
        List<KeyWrapper> fitting =
                of(algorithm)
                        .filter(key -> isMeant(key, kid))
                        .sorted(Comparator.comparing(key -> !Objects.equals(kid, key.getKid())))
                        .limit(MOST_TRIED)
                        .map(key -> copy(key, algorithm))
                        .toList();
        if (fitting.isEmpty()) {
            throw new VerificationException(
                    serves(algorithm) ? "no key with this kid" : "no key for this algorithm");
        }
        return fitting;
    }

    private Stream<KeyWrapper> of(String algorithm) {
        return SignatureAlgorithm.of(algorithm).stream()
                .flatMap(known -> keys.stream().filter(known::fits));
    }

    private static boolean isMeant(KeyWrapper key, String kid) {
        return kid == null || key.getKid() == null || kid.equals(key.getKid());
    }

    /** Keycloak's verifiers take the algorithm from the key. */
    private static KeyWrapper copy(KeyWrapper key, String algorithm) {
        KeyWrapper copy = key.cloneKey();
        copy.setAlgorithm(algorithm);
        return copy;
    }
}
