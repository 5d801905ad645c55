// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.password;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloaktiledesk.fuzz.CountedInputs;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Whatever is stored as a bcrypt hash is one that costs no more than others, or none. */
class BcryptHashFuzzTest extends CountedInputs {

    /** Of "secret". */
    private static final String KNOWN =
            "$2y$04$Z8xk5xbu.eGzl0amG.N9seveDAWLbz3F5t6oRGq/2mvIwlLoJgPOy";

    /** The last characters of salt and hash stand for bits that nobody reads, too. */
    private static final int SALT_END = 28;

    /** To hash takes milliseconds: each last character of salt and hash once. */
    private static final Set<String> TRIED = new HashSet<>();

    /** A hash. */
    @FuzzTest
    void isOneOrNone(byte[] input) {
        countInput();
        String text = new String(input, StandardCharsets.UTF_8);
        Optional<BcryptHash> parsed = BcryptHash.parse(text);
        if (parsed.isEmpty()) {
            return;
        }
        BcryptHash hash = parsed.get();
        assertThat(hash.text()).isEqualTo(text).hasSize(60);
        assertThat(hash.cost()).isBetween(4, 14);
        assertThat(text).startsWith("$2").contains("$%02d$".formatted(hash.cost()));
        if (hash.cost() == 4
                && TRIED.add("" + text.charAt(SALT_END) + text.charAt(text.length() - 1))) {
            boolean known = text.equals(KNOWN);
            boolean matches = hash.matches("secret");
            assertThat(matches).isEqualTo(known || matches && sameBytes(text));
        }
    }

    private static boolean sameBytes(String text) {
        return text.substring(4, SALT_END).equals(KNOWN.substring(4, SALT_END))
                && text.substring(SALT_END + 1, text.length() - 1)
                        .equals(KNOWN.substring(SALT_END + 1, KNOWN.length() - 1));
    }
}
