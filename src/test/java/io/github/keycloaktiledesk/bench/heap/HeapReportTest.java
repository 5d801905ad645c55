// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.JavaProcess.Instances;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeapReportTest {

    private static final long MIB = 1 << 20;

    private static HeapReport report(long cached, long growth) {
        return new HeapReport(
                "2 cores",
                8,
                List.of(
                        new HeapReading(10_000, kept(50 * MIB), kept(50 * MIB)),
                        new HeapReading(
                                110_000,
                                kept(50 * MIB + growth + cached),
                                kept(50 * MIB + growth))),
                new HeapReading(130_000, kept(90 * MIB), kept(70 * MIB + growth)));
    }

    private static Map<String, Instances> kept(long bytes) {
        return Map.of("Kept", new Instances(bytes / 10, bytes), "Other", new Instances(5, 50));
    }

    @Test
    void aHeapThatStaysIsWithinBounds() {
        assertThat(report(30 * MIB, MIB).broken()).isEmpty();
    }

    @Test
    void fortyBytesOfEachAreTold() {
        assertThat(report(30 * MIB, 40 * 100_000).broken())
                .containsExactly("the heap grew by 4,000,000 bytes");
    }

    @Test
    void aCacheOfMoreThanItMayHoldIsTold() {
        assertThat(report(50 * MIB, 0).broken()).hasSize(1);
    }

    @Test
    void namesWhatHasBecomeMore() {
        assertThat(report(0, 20).text())
                .contains("| `Kept` | +2 | +20 |", "20,000 visitors more", "+1049 bytes each");
    }
}
