// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That the search of the servers' logs finds what it is there for. */
class SecretsTest {

    private static final String JWT = Demo.customer().sign(Demo.SECRET);
    private static final String SIGNATURE = JWT.substring(JWT.lastIndexOf('.') + 1);
    private static final String LONG = "a password that is long";
    private static final String LIKE_IT = "a password that is other";

    private final Secrets secrets = new Secrets();

    @BeforeEach
    void add() {
        secrets.addTokens("{\"token\":\"JWT " + JWT + "\"}");
        secrets.addField("password", LONG);
        secrets.addField("password", LIKE_IT);
        secrets.addField("password", "short");
        secrets.addField("password", "$h0rt, Å.");
        secrets.addField("otp", "123456");
        secrets.addField("secret", "tiny");
    }

    static Stream<String> written() {
        return Stream.of(
                "Authorization: JWT " + JWT,
                "x" + SIGNATURE,
                SIGNATURE.substring(0, Window.LENGTH) + "...",
                "tried '" + LONG + "' in vain",
                "tried '" + LIKE_IT + "' in vain",
                "{\"password\":\"$h0rt, Å.\"}",
                "password=$h0rt, Å.",
                "{\"password\":\"short\"}",
                "email=a%40b.c&password=short",
                "{password=[short], email=[a@b.c]}",
                "OTP: 123456",
                "clientSecret=tiny");
    }

    @ParameterizedTest
    @MethodSource("written")
    void areFound(String line) {
        for (String log : List.of(line, "before\n" + line + "\nafter")) {
            assertThat(secrets.linesIn(log))
                    .singleElement()
                    .satisfies(it -> assertThat(line).startsWith(it));
        }
    }

    @Test
    void areNotSeenWhereTheyAreNot() {
        String other = Demo.customer().claim("_id", "other").sign(Demo.SECRET);

        assertThat(
                        secrets.linesIn(
                                """
                                Authentication failed. Wrong password, short of one
                                token_id="trrtcc:123456", password: long
                                password: shorter, password: a password that is
                                %s
                                """
                                        .formatted(other)))
                .isEmpty();
        assertThat(secrets.linesIn("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"password\":\"one that is long\"}",
                "{ \"a\": [{ \"clientSecret\" : \"one\\u0020that is long\" }] }",
                "{\"config\":{\"secret\":[\"one that is long\"]}}",
                "{\"email\":1,\"password\":\"one that is long\",,}",
                "otp=one+that%20is+long",
                "email=a%40b.c&client_secret=one+that+is+long&x="
            })
    void areReadInABody(String body) {
        Secrets read = new Secrets();

        read.addBody(body);

        assertThat(read.linesIn("tried 'one that is long' in vain")).hasSize(1);
    }

    /** A vault's names are written down, and published keys. */
    @Test
    void areNotWhatOnlyNamesOneOrEverybodyKnows() {
        Secrets read = new Secrets();
        String key = Pem.of("PUBLIC KEY", new byte[20]);

        read.addField("clientSecret", "${vault.the-project}");
        read.addField("client_secret", key);
        read.addBody("{\"legacySecret\":\"some text that is long\",\"secret\":\"**********\"}");

        assertThat(read.count()).isZero();
    }

    @Test
    void areAllLookedForOrNone() {
        Secrets few = new Secrets(2);
        few.addText("the first password");
        few.addText("the second password");
        assertThat(few.linesIn("the second password")).hasSize(1);

        few.addText("the third password");

        assertThatThrownBy(() -> few.linesIn("")).isInstanceOf(AssertionError.class);
    }
}
