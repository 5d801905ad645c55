// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.overload;

import io.github.keycloaktiledesk.it.server.JavaProcess;
import io.github.keycloaktiledesk.it.server.MeasuredServer;
import io.github.keycloaktiledesk.it.server.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a server holds, as it was read from time to time. */
final class Vitals {

    private static final Duration REST = Duration.ofSeconds(10);

    private final MeasuredServer server;
    private final JavaProcess java;
    private final List<Reading> readings = new ArrayList<>();
    private String minute = "";

    Vitals(MeasuredServer server) {
        this.server = server;
        this.java = new JavaProcess(server.java());
    }

    /**
     * What it held at a time.
     *
     * @param liveHeap bytes of the objects in use
     * @param threads of its JVM
     * @param connections to its database
     */
    record Reading(long liveHeap, long threads, long connections) {}

    /** Reads once for each minute of an offer, whose lines are handed over here. */
    void atEndOfMinute(String line) {
        String now = line.replaceFirst(" .*", "");
        if (now.matches("\\d+") && !now.equals(minute)) {
            minute = now;
            read();
        }
    }

    /** Waits until the last calls have been forgotten, and reads once more. */
    void rest() {
        Pause.of(REST);
        read();
    }

    /** Reads now. */
    void read() {
        long threads = java.threads();
        long heap = java.liveHeap();
        readings.add(new Reading(heap, threads, server.connections()));
    }

    List<Reading> readings() {
        return List.copyOf(readings);
    }
}
