package io.github.keycloaktiledesk.broker.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a",
                "a.b",
                "a.b.c",
                "aaaa.bbbb.cccc",
                "{}.{}.{}",
                "e30.e30",
                "e30.e30.e30.e30"
            })
    void isNotMadeOfAnythingElse(String text) {
        assertThat(UnverifiedToken.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "1",
                "\"x\"",
                "null",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1} {}",
                "{\"a\":NaN}",
                "{\"a\":1",
                ""
            })
    void hasOneMeaning(String claims) {
        assertThat(UnverifiedToken.parse(jwt("{\"alg\":\"HS256\"}", claims))).isEmpty();
        assertThat(UnverifiedToken.parse(jwt(claims, "{}"))).isEmpty();
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
