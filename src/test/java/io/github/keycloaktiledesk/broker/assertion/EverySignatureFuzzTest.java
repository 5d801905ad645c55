// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloaktiledesk.broker.assertion.vectors.Vector;
import io.github.keycloaktiledesk.broker.assertion.vectors.VectorTable;
import io.github.keycloaktiledesk.fuzz.CountedInputs;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.keycloak.common.VerificationException;

/**
 * Of each algorithm: of all that may be made of a signed token, the token itself is taken alone.
 */
class EverySignatureFuzzTest extends CountedInputs {

    /** A token of each algorithm that its provider takes, in the order of the table. */
    private static final List<Vector> SIGNED = signed();

    private static List<Vector> signed() {
        Map<String, Vector> byAlgorithm = new LinkedHashMap<>();
        for (Vector vector : VectorTable.all()) {
            if (vector.expected().refused() == null) {
                byAlgorithm.putIfAbsent(
                        UnverifiedToken.parse(vector.token())
                                .orElseThrow()
                                .header()
                                .path("alg")
                                .textValue(),
                        vector);
            }
        }
        return List.copyOf(byAlgorithm.values());
    }

    @AfterAll
    static void hadAllAlgorithms() {
        assertThat(SIGNED).hasSizeGreaterThanOrEqualTo(13);
    }

    /**
     * The first letter says which token, the second what the rest is: bits to turn over in one of
     * its parts, or another part in its place.
     */
    @FuzzTest
    void isTheSitesOwn(byte[] input) {
        countInput();
        if (input.length < 2) {
            return;
        }
        Vector vector = SIGNED.get(Math.floorMod(input[0] - 'a', SIGNED.size()));
        byte[] rest = Arrays.copyOfRange(input, 2, input.length);
        String[] parts = vector.token().split("\\.");
        switch (input[1]) {
            case 'h' -> parts[0] = flip(parts[0], rest);
            case 'c' -> parts[1] = flip(parts[1], rest);
            case 's' -> parts[2] = flip(parts[2], rest);
            case 'H' -> parts[0] = FuzzTokens.encode(rest);
            case 'C' -> parts[1] = FuzzTokens.encode(rest);
            case 'S' -> parts[2] = FuzzTokens.encode(rest);
            default -> parts = new String[] {new String(rest, StandardCharsets.ISO_8859_1)};
        }
        String token = String.join(".", parts);

        Optional<UnverifiedToken> parsed = UnverifiedToken.parse(token);

        assertThat(parsed.isPresent() && isTaken(vector, parsed.get()))
                .as("%s: %s", vector.id(), token)
                .isEqualTo(token.equals(vector.token()));
    }

    private static boolean isTaken(Vector vector, UnverifiedToken token) {
        try {
            vector.verifier().verify(token, vector.now());
            return true;
        } catch (VerificationException e) {
            return false;
        }
    }

    private static String flip(String part, byte[] bits) {
        byte[] bytes = Base64.getUrlDecoder().decode(part);
        for (int i = 0; i < Math.min(bits.length, bytes.length); i++) {
            bytes[i] ^= bits[i];
        }
        return FuzzTokens.encode(bytes);
    }
}
