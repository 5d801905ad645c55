// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion;

import io.github.keycloaktiledesk.broker.keys.SharedSecrets;
import io.github.keycloaktiledesk.it.server.CustomToken;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.keycloak.common.VerificationException;

/** What both fuzz tests work with: one secret, and what a site signs with it. */
final class FuzzTokens {

    static final long NOW = 1_800_000_000L;
    static final String AUDIENCE = "https://tiledesk.com/projects/p1";
    static final String SECRET = "fuzz-secret-of-thirty-two-bytes.";

    private FuzzTokens() {}

    static CustomToken site() {
        return new CustomToken()
                .claim("_id", "c1")
                .claim("aud", AUDIENCE)
                .claim("iat", NOW)
                .claim("exp", NOW + 3600);
    }

    static SharedSecrets keys() {
        return new SharedSecrets(List.of(SECRET), false);
    }

    /** Nothing else than this exception may come of a token, whatever was sent. */
    static Optional<Assertion> verify(AssertionRules rules, String jwt, long now) {
        UnverifiedToken token = UnverifiedToken.parse(jwt).orElse(null);
        if (token == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new AssertionVerifier(rules, keys()).verify(token, now));
        } catch (VerificationException e) {
            return Optional.empty();
        }
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String sign(byte[] header, byte[] claims) {
        String input = encode(header) + '.' + encode(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
            return input + '.' + encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
