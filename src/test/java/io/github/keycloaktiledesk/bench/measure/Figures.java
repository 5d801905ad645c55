// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.measure;

import java.util.Arrays;

/** What many figures come to. */
public final class Figures {

    private Figures() {}

    /** The median; of an even number of them, the mean of the two in the middle. */
    public static double median(double... all) {
        double[] sorted = sorted(all);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The least of them that such a share of them does not exceed. */
    public static double percentile(double share, double... all) {
        double[] sorted = sorted(all);
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    private static double[] sorted(double... all) {
        double[] sorted = all.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
