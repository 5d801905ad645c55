// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.JavaProcess.Instances;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeapReportTest {

    private static final long MIB = 1 << 20;

    private static HeapReport report(long asLeft, long emptied) {
        return new HeapReport(
                "2 cores",
                8,
                List.of(
                        new HeapReading(10_000, 60 * MIB, 50 * MIB),
                        new HeapReading(110_000, asLeft, emptied)),
                new HeapReading(130_000, asLeft, emptied + 20 * MIB),
                Map.of("Kept", new Instances(1, 10), "Other", new Instances(5, 50)),
                Map.of("Kept", new Instances(3, 30), "Other", new Instances(5, 50)));
    }

    @Test
    void aHeapThatStaysIsWithinBounds() {
        assertThat(report(120 * MIB, 51 * MIB).broken()).isEmpty();
    }

    @Test
    void fortyBytesOfEachAreTold() {
        assertThat(report(60 * MIB, 50 * MIB + 40 * 100_000).broken())
                .containsExactly("the heap grew by 4,000,000 bytes");
    }

    @Test
    void aCacheOfMoreThanItMayHoldIsTold() {
        assertThat(report(150 * MIB, 50 * MIB).broken()).hasSize(1);
    }

    @Test
    void namesWhatHasBecomeMore() {
        assertThat(report(60 * MIB, 50 * MIB).text())
                .contains("| `Kept` | +2 | +20 |", "20,000 visitors more", "+1049 bytes each");
    }
}
