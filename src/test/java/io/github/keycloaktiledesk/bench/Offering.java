// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What came of an offer.
 *
 * @param seconds how long calls were offered
 * @param results by minute and of all
 * @param examples of what was refused in another shape or not answered
 */
record Offering(double seconds, List<Result> results, List<String> examples) {

    private static final String ALL = "all";

    /**
     * What came of one call, of those that ended alike in a minute or in all.
     *
     * @param period the number of the minute, or {@code all}
     * @param call its name
     * @param outcome as {@link OfferResults} has it
     * @param count how many
     * @param p50 milliseconds within which half of them were answered
     * @param p99 milliseconds within which 99 of 100 were
     * @param max milliseconds of the slowest
     */
    record Result(
            String period,
            String call,
            String outcome,
            long count,
            double p50,
            double p99,
            double max) {

        private static Result parse(String line) {
            String[] parts = line.split(" ");
            return new Result(
                    parts[0],
                    parts[1],
                    parts[2],
                    Long.parseLong(parts[3]),
                    Double.parseDouble(parts[4]),
                    Double.parseDouble(parts[5]),
                    Double.parseDouble(parts[6]));
        }
    }

    static Offering parse(List<String> lines) {
        List<Result> results = new ArrayList<>();
        List<String> examples = new ArrayList<>();
        double seconds = 0;
        for (String line : lines) {
            if (line.startsWith("# ")) {
                examples.add(line.substring(2));
            } else if (line.startsWith("seconds ")) {
                seconds = Double.parseDouble(line.substring(8));
            } else {
                results.add(Result.parse(line));
            }
        }
        return new Offering(seconds, results, examples);
    }

    /** What came of a call in all; nothing where none ended so. */
    Result of(String call, String outcome) {
        return of(ALL, call, outcome);
    }

    /** The same of a minute, from 1 on. */
    Result of(int minute, String call, String outcome) {
        return of(String.valueOf(minute), call, outcome);
    }

    private Result of(String period, String call, String outcome) {
        return results.stream()
                .filter(result -> result.period().equals(period))
                .filter(result -> result.call().equals(call))
                .filter(result -> result.outcome().equals(outcome))
                .findFirst()
                .orElse(new Result(period, call, outcome, 0, 0, 0, 0));
    }

    /** How many ended so, whatever the call. */
    long count(String outcome) {
        return results.stream()
                .filter(result -> result.period().equals(ALL))
                .filter(result -> result.outcome().equals(outcome))
                .mapToLong(Result::count)
                .sum();
    }

    /** The names of the calls. */
    Set<String> calls() {
        Set<String> names = new TreeSet<>();
        results.forEach(result -> names.add(result.call()));
        return names;
    }
}
