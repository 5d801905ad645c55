// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.load;

import io.github.keycloaktiledesk.bench.measure.Figures;
import java.util.Arrays;

/** How long calls took, each of them kept. */
final class Latencies {

    private double[] millis = new double[1024];
    private int count;

    void add(long nanos) {
        if (count == millis.length) {
            millis = Arrays.copyOf(millis, count * 2);
        }
        millis[count++] = nanos / 1e6;
    }

    int count() {
        return count;
    }

    /** The time within which this share of them was answered, in milliseconds; there is one. */
    double millis(double share) {
        return Figures.percentile(share, Arrays.copyOf(millis, count));
    }
}
