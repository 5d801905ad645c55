// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ResultsTest {

    private final Results results = new Results();

    private void add(String operation, double... server) {
        for (double each : server) {
            results.add(operation, new Cost(each, 1, 0, 0, 0, new DatabaseWork(0, 0, 0, 0)));
        }
    }

    /** A machine that is slow for a round is so for all in it. */
    @Test
    void comparesWithinARound() {
        add("ours", 1, 20, 3);
        add("one", 1, 20, 1);
        add("other", 1, 20, 1);

        assertThat(results.ratio("ours", List.of("one", "other"), Cost::server)).isEqualTo(0.5);
        assertThat(results.ratio("ours", List.of("one", "other"), Cost::both)).isEqualTo(0.5);
        assertThat(results.median("ours", Cost::server)).isEqualTo(3);
    }

    @Test
    void showsRatioAndTarget() {
        add("ours", 1);
        add("one", 4);

        assertThat(new Comparison("ours", List.of("one"), OptionalDouble.of(0.3)).row(results))
                .isEqualToNormalizingNewlines("| ours | one | 0.25 | 0.30 | 0.40 |\n");
        assertThat(new Comparison("ours", List.of("one"), OptionalDouble.empty()).row(results))
                .isEqualToNormalizingNewlines("| ours | one | 0.25 |  | 0.40 |\n");
    }
}
