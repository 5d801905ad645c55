// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench;

import io.github.keycloaktiledesk.bench.compare.SignIns;
import io.github.keycloaktiledesk.bench.growth.GuestGrowth;
import io.github.keycloaktiledesk.bench.heap.VisitorHeap;
import io.github.keycloaktiledesk.bench.measure.Benchmark;
import io.github.keycloaktiledesk.bench.measure.Options;
import io.github.keycloaktiledesk.bench.overload.Overload;
import io.github.keycloaktiledesk.bench.profile.Profile;
import io.github.keycloaktiledesk.bench.sessions.GuestSessions;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Runs a benchmark by its name. */
public final class Main {

    private static final Map<String, Benchmark> BENCHMARKS =
            new TreeMap<>(
                    Map.of(
                            "GuestGrowth", GuestGrowth::run,
                            "GuestSessions", GuestSessions::run,
                            "Overload", Overload::run,
                            "Profile", Profile::run,
                            "SignIns", SignIns::run,
                            "VisitorHeap", VisitorHeap::run));

    private Main() {}

    /**
     * Runs it.
     *
     * @param arguments its name; options are system properties
     */
    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        Benchmark benchmark = BENCHMARKS.get(arguments[0]);
        if (benchmark == null) {
            throw new IllegalArgumentException("There are the benchmarks " + BENCHMARKS.keySet());
        }
        benchmark.run(new Options(System.getProperties()));
    }
}
