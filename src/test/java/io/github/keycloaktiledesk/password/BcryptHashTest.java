// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the vectors that jBCrypt, crypt_blowfish and passlib are tested with. */
class BcryptHashTest {

    private static final String LONGEST =
            "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final String OF_LONGEST =
            "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui";

    @ParameterizedTest
    @CsvSource(
            delimiter = '\t',
            quoteCharacter = '`',
            value = {
                "jBCrypt\t$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe\ta",
                "jBCrypt\t$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i\tabc",
                "jBCrypt\t$2a$06$.rCVZVOThsIa97pEDOxvGuRRgzG64bvtJ0938xuqzv18d3ZpQhstC\tabcdefghijklmnopqrstuvwxyz",
                "jBCrypt\t$2a$06$fPIsBO8qRqkjj273rfaOI.HtSV9jLDpTbZn782DC6/t7qT67P6FfO\t~!@#$%^&*()      ~!@#$%^&*()PNBFRD",
                "crypt_blowfish\t$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW\tU*U",
                "crypt_blowfish\t$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK\tU*U*",
                "crypt_blowfish\t$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a\tU*U*U",
                "passlib, UTF-8\t$2a$05$Z17AXnnlpzddNUvnC6cZNOSwMA/8oNiKnHTHTwLlBijfucQQlHjaG\tt\u00e1\u0411\u2113\u0259"
            })
    void agreesWithTheLiterature(String source, String hash, String password) {
        BcryptHash stored = BcryptHash.parse(hash).orElseThrow();

        assertThat(stored.matches(password)).as(source).isTrue();
        assertThat(stored.matches(password + "x")).isFalse();
        assertThat(stored.matches("")).isFalse();
    }

    /** Also of versions 2b and 2y, which differ in nothing for passwords that are proper texts. */
    @ParameterizedTest
    @ValueSource(strings = {"2a", "2b", "2y"})
    void looksAtTheFirst72BytesOnly(String version) {
        BcryptHash stored = BcryptHash.parse(OF_LONGEST.replace("2a", version)).orElseThrow();

        assertThat(stored.matches(LONGEST)).isTrue();
        assertThat(stored.matches(LONGEST + "chars after 72 are ignored")).isTrue();
        assertThat(stored.matches(LONGEST.substring(1) + "0")).isFalse();
        assertThat(stored.matches(LONGEST.substring(0, 71))).isFalse();
    }

    /**
     * What Tiledesk's server writes, by bcrypt-nodejs 0.0.3: 73 and 75 bytes of UTF-8, cut within a
     * sign, and a NUL.
     */
    @Test
    void agreesWithTiledesk() {
        BcryptHash mixed = hash("$2a$10$euHSE.dt2f0A.GIssLSt5extH12xZMFt.iE51FUk87Mqml19MmQWK");
        assertThat(mixed.matches("Gr\u00fc\u00dfe, Ada \u20ac \ud834\udd1e")).isTrue();
        assertThat(mixed.matches("Gru\u0308\u00dfe, Ada \u20ac \ud834\udd1e")).isFalse();

        BcryptHash whole = hash("$2a$05$zlAVcQTcrqIJz4T21NZkC.agoWJYFQEOYiKVRDCo5nbPw3Pn5P00K");
        assertThat(whole.matches("\u00e4".repeat(36))).isTrue();
        assertThat(whole.matches("\u00e4".repeat(36) + "x")).isTrue();
        assertThat(whole.matches("\u00e4".repeat(35))).isFalse();

        BcryptHash cut = hash("$2a$05$aLfc/BlLQoksbMFtIHBt5.0Wc9H0NnoJsJl8idYecBLkpeitMoioi");
        assertThat(cut.matches("a".repeat(70) + "\u20ac")).isTrue();
        assertThat(cut.matches("a".repeat(70) + "\u20ad")).isTrue();
        assertThat(cut.matches("a".repeat(70) + "\u00df")).isFalse();
        assertThat(cut.matches("a".repeat(70))).isFalse();

        BcryptHash nul = hash("$2a$05$SMXjKSIgh/egdskg5wAj9.bE7rFmg7GnMP8kQRltGPBBeDpT86jES");
        assertThat(nul.matches("nul\0inside")).isTrue();
        assertThat(nul.matches("nul")).isFalse();
        assertThat(nul.matches("nul\0")).isFalse();
    }

    private static BcryptHash hash(String text) {
        return BcryptHash.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"03, false", "04, true", "14, true", "15, false", "31, false", "99, false"})
    void takesCostsThatASignInCanBear(String cost, boolean taken) {
        assertThat(BcryptHash.parse(OF_LONGEST.replace("$05$", "$" + cost + "$")).isPresent())
                .isEqualTo(taken);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "password",
                "$2a$05$",
                "$2x$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui",
                "$2$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui",
                "$2a$5$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui",
                "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBu",
                "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui\n",
                "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeB=i"
            })
    void takesNothingElseForAHash(String text) {
        assertThat(BcryptHash.parse(text)).isEmpty();
    }

    /** Whatever looks like a hash is compared, and nothing that is stored makes an error. */
    @Test
    void comparesAllThatHasTheForm() {
        String alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder("$2b$04$");
            random.ints(53, 0, 64).forEach(at -> text.append(alphabet.charAt(at)));

            assertThat(hash(text.toString()).matches("password")).as("%s", text).isFalse();
        }
    }

    @Test
    void takesNothingForAHash() {
        assertThat(BcryptHash.parse(null)).isEmpty();
    }
}
