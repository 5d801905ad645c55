// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import io.github.keycloaktiledesk.fuzz.CountedInputs;
import io.github.keycloaktiledesk.text.PlainText;
import io.github.keycloaktiledesk.text.StrictJson;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.util.JsonSerialization;

/** Whatever a site signs is refused, or is what the provider demands. */
class SignedTokenFuzzTest extends CountedInputs {

    private static final long SKEW = 60;
    private static final long LIFETIME = 86_400;
    private static final Set<String> AUDIENCES = Set.of(FuzzTokens.AUDIENCE);

    private static final ObjectReader EXACT =
            JsonSerialization.mapper
                    .reader()
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    private static final AssertionRules LENIENT =
            new AssertionRules(
                    Set.of("HS256"), AUDIENCES, Set.of(), "", SKEW, LIFETIME, true, false);
    private static final AssertionRules STRICT =
            new AssertionRules(
                    Set.of("HS256"), AUDIENCES, Set.of("site"), "c", 0, LIFETIME, false, true);

    /** Header and claims, with a line feed between them. */
    @FuzzTest
    void isRefusedOrObeysTheRules(byte[] input) throws IOException {
        countInput();
        int end = 0;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        byte[] header = Arrays.copyOf(input, end);
        byte[] claims = Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length);
        String token = FuzzTokens.sign(header, claims);
        for (AssertionRules rules : List.of(LENIENT, STRICT)) {
            Assertion assertion = FuzzTokens.verify(rules, token, FuzzTokens.NOW).orElse(null);
            if (assertion != null) {
                assertObeys(rules, assertion);
                assertThat(FuzzTokens.verify(rules, token, assertion.expiration() + SKEW))
                        .isEmpty();
            }
        }
    }

    private static void assertObeys(AssertionRules rules, Assertion assertion) throws IOException {
        CustomerClaims customer = assertion.customer();
        assertThat(customer.id()).isNotBlank().hasSizeBetween(1, 255).startsWith(rules.idPrefix());
        assertPlain(customer.id());
        assertPlain(customer.firstname());
        assertPlain(customer.lastname());
        assertPlain(customer.email());
        if (customer.email() != null) {
            assertThat(customer.email()).contains("@");
        }
        if (customer.attributes() != null) {
            assertThat(customer.attributes()).hasSizeLessThanOrEqualTo(16 * 1024);
            assertThat(StrictJson.read(customer.attributes()).isObject()).isTrue();
        }
        assertThat(assertion.expiration())
                .isGreaterThan(FuzzTokens.NOW - rules.clockSkew())
                .isLessThanOrEqualTo(FuzzTokens.NOW + rules.clockSkew() + rules.maxLifetime());
        JsonNode claims = assertion.claims();
        assertThat(claims.get("aud").toString())
                .isIn('"' + FuzzTokens.AUDIENCE + '"', "[\"" + FuzzTokens.AUDIENCE + "\"]");
        if (rules.singleUse()) {
            assertThat(assertion.tokenId()).isNotBlank();
            assertThat(claims.get("iss").textValue()).isIn(rules.issuers());
        }
        // As the answer repeats them.
        byte[] answer = JsonSerialization.writeValueAsBytes(Map.of("user", claims));
        // By their text: 0e80003600 and 0 are the same number, but not equal.
        assertThat(EXACT.readTree(answer).get("user").toString()).isEqualTo(claims.toString());
    }

    private static void assertPlain(String text) {
        if (text != null) {
            assertThat(text.length()).isLessThanOrEqualTo(255);
            assertThat(PlainText.hasControl(text)).isFalse();
        }
    }
}
