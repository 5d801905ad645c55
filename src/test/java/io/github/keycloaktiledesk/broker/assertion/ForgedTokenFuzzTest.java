// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloaktiledesk.fuzz.CountedInputs;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** Of all tokens that somebody without the secret may make up, the site's own is taken alone. */
class ForgedTokenFuzzTest extends CountedInputs {

    private static final AssertionRules RULES =
            new AssertionRules(
                    Set.of("HS256", "HS384", "HS512"),
                    Set.of(FuzzTokens.AUDIENCE),
                    Set.of(),
                    "",
                    60,
                    86_400,
                    true,
                    false);

    private static final String SIGNED = FuzzTokens.site().sign(FuzzTokens.SECRET);
    private static final String[] PARTS = SIGNED.split("\\.");

    /**
     * The first letter says what the rest is: another header, other claims or another signature in
     * the site's token, or a token of its own.
     */
    @FuzzTest
    void isRefused(byte[] input) {
        countInput();
        byte[] rest = Arrays.copyOfRange(input, Math.min(1, input.length), input.length);
        String token =
                switch (input.length == 0 ? 't' : input[0]) {
                    case 'h' -> String.join(".", FuzzTokens.encode(rest), PARTS[1], PARTS[2]);
                    case 'c' -> String.join(".", PARTS[0], FuzzTokens.encode(rest), PARTS[2]);
                    case 's' -> String.join(".", PARTS[0], PARTS[1], FuzzTokens.encode(rest));
                    default -> new String(rest, StandardCharsets.UTF_8);
                };

        assertThat(FuzzTokens.verify(RULES, token, FuzzTokens.NOW).isPresent())
                .as(token)
                .isEqualTo(token.equals(SIGNED));
    }
}
