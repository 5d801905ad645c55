// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LastSeenTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-07-01T00:00:00Z",
                "2026-07-01T00:00:00.000Z",
                "2026-07-01T00:00:00.9Z"
            })
    void isWrittenInSeconds(String time) {
        assertThat(LastSeen.text(Instant.parse(time))).isEqualTo("2026-07-01T00:00:00Z");
    }

    @Test
    void sortsAsTextAsItDoesAsTime() {
        Instant time = Instant.parse("1999-12-31T23:59:58Z");
        for (long seconds = 1; seconds < 10_000_000_000L; seconds *= 3) {
            assertThat(LastSeen.text(time.plusSeconds(seconds))).isGreaterThan(LastSeen.text(time));
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "yesterday", "1751362200", "2026-07-01", "2026-13-01T00:00:00Z"})
    void isNothingWhereNoTimeIsWritten(String text) {
        assertThat(LastSeen.read(text)).isEmpty();
    }
}
