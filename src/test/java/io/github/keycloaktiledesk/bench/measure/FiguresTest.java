// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void takesTheMiddle() {
        assertThat(Figures.median(9, 1, 5)).isEqualTo(5);
        assertThat(Figures.median(9, 1, 5, 2)).isEqualTo(3.5);
        assertThat(Figures.median(7)).isEqualTo(7);
    }

    @Test
    void takesTheLeastThatAShareDoesNotExceed() {
        double[] hundred = IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray();

        assertThat(Figures.percentile(0.5, hundred)).isEqualTo(50);
        assertThat(Figures.percentile(0.99, hundred)).isEqualTo(99);
        assertThat(Figures.percentile(0.99, 3, 4)).isEqualTo(4);
        assertThat(Figures.percentile(0, 3, 4)).isEqualTo(3);
    }
}
