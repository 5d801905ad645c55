// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.compare;

import io.github.keycloaktiledesk.bench.measure.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What each operation has cost, round by round. */
final class Results {

    private final Map<String, List<Cost>> costs = new LinkedHashMap<>();

    /** Adds what a call of an operation has cost in the next round. */
    void add(String operation, Cost cost) {
        costs.computeIfAbsent(operation, name -> new ArrayList<>()).add(cost);
    }

    /** The operations, in the order in which they were first added. */
    List<String> operations() {
        return List.copyOf(costs.keySet());
    }

    /** The median of the rounds. */
    double median(String operation, ToDoubleFunction<Cost> figure) {
        return Figures.median(costs.get(operation).stream().mapToDouble(figure).toArray());
    }

    /** The median of the rounds' ratios of one operation to the sum of others. */
    double ratio(String operation, List<String> others, ToDoubleFunction<Cost> figure) {
        double[] ratios = new double[costs.get(operation).size()];
        for (int round = 0; round < ratios.length; round++) {
            double sum = 0;
            for (String other : others) {
                sum += figure.applyAsDouble(costs.get(other).get(round));
            }
            ratios[round] = figure.applyAsDouble(costs.get(operation).get(round)) / sum;
        }
        return Figures.median(ratios);
    }
}
