// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench;

import java.util.Arrays;

/** How long calls took, each of them kept. */
final class Latencies {

    private int[] micros = new int[1024];
    private int count;

    void add(long nanos) {
        if (count == micros.length) {
            micros = Arrays.copyOf(micros, count * 2);
        }
        micros[count++] = (int) Math.min(Integer.MAX_VALUE, nanos / 1000);
    }

    int count() {
        return count;
    }

    /** The time within which this share of them was answered, in milliseconds. */
    double millis(double share) {
        if (count == 0) {
            return 0;
        }
        int[] sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        return sorted[Math.min(count - 1, (int) (count * share))] / 1000.0;
    }
}
