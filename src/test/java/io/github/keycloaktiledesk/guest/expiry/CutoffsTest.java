// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CutoffsTest {

    private static final Instant NOW = Instant.parse("2026-07-31T12:00:00Z");

    private final Cutoffs cutoffs =
            new Cutoffs(Map.of("short", Duration.ofDays(9), "long", Duration.ofDays(29)), NOW);

    /** What is written may be a day older than the last visit. */
    @Test
    void giveEachRealmItsTimeAndADay() {
        assertThat(cutoffs.isPast("short", "2026-07-21T11:59:59Z")).isTrue();
        assertThat(cutoffs.isPast("short", "2026-07-21T12:00:00Z")).isFalse();
        assertThat(cutoffs.isPast("long", "2026-07-01T11:59:59Z")).isTrue();
        assertThat(cutoffs.isPast("long", "2026-07-01T12:00:00Z")).isFalse();
    }

    @Test
    void reachAsFarAsTheShortestTime() {
        assertThat(cutoffs.latest()).contains("2026-07-21T12:00:00Z");
        assertThat(new Cutoffs(Map.of(), NOW).latest()).isEmpty();
    }

    @Test
    void leaveAloneWhatIsOfNoRealmOrNoTime() {
        assertThat(cutoffs.isPast("other", "2000-01-01T00:00:00Z")).isFalse();
        assertThat(cutoffs.isPast("short", "2000")).isFalse();
        assertThat(cutoffs.isPast("short", null)).isFalse();
    }
}
