// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the table of vectors does not say. */
class UnverifiedTokenTest {

    @Test
    void keepsTheClaimsInTheirOrder() {
        var token =
                UnverifiedToken.parse(jwt("{\"alg\":\"HS256\"}", "{\"z\":1,\"a\":2,\"_id\":\"x\"}"))
                        .orElseThrow();

        assertThat(token.claims()).hasToString("{\"z\":1,\"a\":2,\"_id\":\"x\"}");
        assertThat(token.header().path("alg").asText()).isEqualTo("HS256");
        assertThat(token.signature()).containsExactly(1, 2, 3);
    }

    @Test
    void isNotMadeOfNothing() {
        assertThat(UnverifiedToken.parse(null)).isEmpty();
    }

    @Test
    void tellsTheAudienceThatItNames() {
        assertThat(UnverifiedToken.parse(jwt("{}", "{\"aud\":[\"a\"]}")).orElseThrow().audience())
                .hasToString("[\"a\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"aud\":null}", "{\"aud\":\"\"}"})
    void tellsThatItNamesNoAudience(String claims) {
        assertThat(UnverifiedToken.parse(jwt("{}", claims)).orElseThrow().audience()).isNull();
    }

    private static String jwt(String header, String claims) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + '.'
                + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + '.'
                + base64.encodeToString(new byte[] {1, 2, 3});
    }
}
