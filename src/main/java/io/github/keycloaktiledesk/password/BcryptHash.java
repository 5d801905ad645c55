// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.password;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * A bcrypt hash as it is stored: version, cost, salt and hash in one text, such as {@code $2a$10$…}
 * (Provos and Mazières, "A Future-Adaptable Password Scheme", USENIX 1999).
 *
 * @param text the text
 * @param cost the binary logarithm of the number of rounds
 */
record BcryptHash(String text, int cost) {

    /** Below, there is no bcrypt; above, a sign-in takes seconds of the server's time. */
    private static final int LEAST_COST = 4;

    private static final int HIGHEST_COST = 14;

    /** What writers of today use; the older 2x marks hashes of a faulty one. */
    private static final Pattern FORM =
            Pattern.compile("\\$2[aby]\\$([0-9]{2})\\$[./A-Za-z0-9]{53}");

    /**
     * Reads a hash.
     *
     * @param text what is stored
     * @return the hash, or empty if it is none whose cost is from 4 to 14
     */
    static Optional<BcryptHash> parse(String text) {
        Matcher form = FORM.matcher(text == null ? "" : text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int cost = Integer.parseInt(form.group(1));
        return cost < LEAST_COST || cost > HIGHEST_COST
                ? Optional.empty()
                : Optional.of(new BcryptHash(text, cost));
    }

    /**
     * Whether it is of this password: of the first 72 bytes of its UTF-8, as everywhere in bcrypt.
     */
    boolean matches(String password) {
        return OpenBSDBCrypt.checkPassword(text, password.getBytes(StandardCharsets.UTF_8));
    }
}
