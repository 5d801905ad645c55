// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.setup.health.Finding.State;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockCheckTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, OK, agree",
        "4, OK, agree",
        "-4, OK, agree",
        "5, RISK, about 5 seconds ahead of the database's",
        "-5, RISK, about 5 seconds behind the database's",
        "90, RISK, about 90 seconds ahead of the database's",
        "-3600, RISK, about 3600 seconds behind the database's"
    })
    void saysWhichClockIsAhead(int ahead, State state, String text) {
        Instant node = NOON.plusSeconds(ahead);

        assertThat(check(node, node, Optional.of(NOON)).run())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.state()).isEqualTo(state);
                            assertThat(finding.text()).contains(text);
                        });
    }

    @Test
    void countsNotWhatTheQuestionTakes() {
        assertThat(check(NOON, NOON.plusSeconds(60), Optional.of(NOON.plusSeconds(30))).run())
                .singleElement()
                .extracting(Finding::state)
                .isEqualTo(State.OK);
    }

    @Test
    void saysNothingOfADatabaseThatDoesNotTell() {
        assertThat(check(NOON, NOON, Optional.empty()).run()).isEmpty();
    }

    private static ClockCheck check(Instant before, Instant after, Optional<Instant> database) {
        Iterator<Instant> times = List.of(before, after).iterator();
        return new ClockCheck(times::next, () -> database);
    }
}
