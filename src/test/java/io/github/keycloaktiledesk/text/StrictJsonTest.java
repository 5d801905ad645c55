// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":2}",
                "[{\"a\":1,\"\\u0061\":2}]",
                "1 2",
                "1e1001",
                "1e-1001",
                "10e2147483647",
                "1e2147483648",
                "1e-2147483648",
                "1e99999999999999999999"
            })
    void readsOneMeaningOnly(String json) {
        assertThatThrownBy(() -> StrictJson.read(json)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> StrictJson.read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void readsWhatCanBeWrittenInsideOfSomethingElse() throws IOException {
        assertThat(StrictJson.read("[".repeat(100) + "]".repeat(100))).isNotEmpty();
        assertThatThrownBy(() -> StrictJson.read("[".repeat(101) + "]".repeat(101)))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.1",
                "2.0",
                "100.00",
                "1E+1000",
                "12345678901234567890",
                "\"é\"",
                "[1,{}]"
            })
    void keepsWhatWasSent(String json) throws IOException {
        assertThat(StrictJson.read(json)).hasToString(json);
    }

    /** RFC 8259, section 8.1. What a lenient reader makes of these, another does not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "22c0af22", // longer than need be
                "22e080af22",
                "22eda08022", // half of a surrogate pair
                "22f490808022", // past the end of Unicode
                "2280",
                "22ff22",
                "220061002200", // UTF-16, either way round
                "002200610022",
                "feff0022",
                "220000006100000022000000" // UTF-32
            })
    void readsNothingButUtf8(String hex) {
        assertThatThrownBy(() -> StrictJson.read(HexFormat.of().parseHex(hex)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void readsOnAfterAByteOrderMark() throws IOException {
        byte[] marked = "\ufeff{\"a\":\"é\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(StrictJson.read(marked)).hasToString("{\"a\":\"é\"}");
    }

    @Test
    void readsNothingWhereNothingIs() throws IOException {
        assertThat(StrictJson.read(new byte[0]).isMissingNode()).isTrue();
        assertThat(StrictJson.read(" ".getBytes(StandardCharsets.UTF_8)).isMissingNode()).isTrue();
    }
}
