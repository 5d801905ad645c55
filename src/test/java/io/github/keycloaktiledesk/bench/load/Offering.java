// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What came of an offer.
 *
 * @param seconds how long calls were offered
 * @param results by minute and of all
 * @param examples of what was refused in another shape or not answered
 */
public record Offering(double seconds, List<Result> results, List<String> examples) {

    private static final String ALL = "all";

    /**
     * What came of one call, of those that ended alike in a minute or in all.
     *
     * @param period the number of the minute, or {@code all}
     * @param call its name
     * @param outcome how
     * @param count how many
     * @param p50 milliseconds within which half of them were answered
     * @param p99 milliseconds within which 99 of 100 were
     * @param max milliseconds of the slowest
     */
    public record Result(
            String period,
            String call,
            Outcome outcome,
            long count,
            double p50,
            double p99,
            double max) {

        private static Result parse(String line) {
            String[] parts = line.split(" ");
            return new Result(
                    parts[0],
                    parts[1],
                    Outcome.valueOf(parts[2].toUpperCase(Locale.ROOT).replace('-', '_')),
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
    public Result of(String call, Outcome outcome) {
        return of(ALL, call, outcome);
    }

    /** The same of a minute, by its number from 1 on, or of {@code all}. */
    public Result of(String period, String call, Outcome outcome) {
        return results.stream()
                .filter(result -> result.period().equals(period))
                .filter(result -> result.call().equals(call))
                .filter(result -> result.outcome() == outcome)
                .findFirst()
                .orElse(new Result(period, call, outcome, 0, 0, 0, 0));
    }

    /** How many times a call was made, however it ended. */
    public long count(String call) {
        return count(result -> result.call().equals(call));
    }

    /** How many calls ended so. */
    public long count(Outcome outcome) {
        return count(result -> result.outcome() == outcome);
    }

    private long count(Predicate<Result> which) {
        return results.stream()
                .filter(result -> result.period().equals(ALL))
                .filter(which)
                .mapToLong(Result::count)
                .sum();
    }

    /** The names of the calls. */
    public Set<String> calls() {
        Set<String> names = new TreeSet<>();
        results.forEach(result -> names.add(result.call()));
        return names;
    }
}
