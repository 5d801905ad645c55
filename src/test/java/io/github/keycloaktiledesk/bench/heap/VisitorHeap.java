// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.heap;

import io.github.keycloaktiledesk.bench.load.LoadProcess;
import io.github.keycloaktiledesk.bench.measure.Machine;
import io.github.keycloaktiledesk.bench.measure.Options;
import io.github.keycloaktiledesk.it.server.FlowEditor;
import io.github.keycloaktiledesk.it.server.JavaProcess;
import io.github.keycloaktiledesk.it.server.JavaProcess.Instances;
import io.github.keycloaktiledesk.it.server.MeasuredServer;
import io.github.keycloaktiledesk.it.server.Pause;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether anything of visitors who came and went remains in a server's heap. */
public final class VisitorHeap {

    private static final int CONNECTIONS = 8;
    private static final int ROUNDS = 5;

    /** So many first that nothing that is made once is taken for growth. */
    private static final int FEWEST_FIRST = 1000;

    /** What the server does afterwards is over then. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(3);

    private final JavaProcess java;
    private final TestRealm realm;
    private final Visitors visitors;

    private VisitorHeap(JavaProcess java, TestRealm realm, Visitors visitors) {
        this.java = java;
        this.realm = realm;
        this.visitors = visitors;
    }

    /** Runs it with as many {@code visitors} as were asked for, and some before and afterwards. */
    public static void run(Options options) throws IOException {
        String machine = Machine.busy();
        try (MeasuredServer server = MeasuredServer.startForGood(Visitors.OPTIONS);
                LoadProcess load = LoadProcess.start(server.keycloak().url(), CONNECTIONS)) {
            TestRealm realm =
                    TestRealm.createOn(server.keycloak(), RealmParts::allowAnyNumberOfGuests);
            HeapReport report =
                    new VisitorHeap(
                                    new JavaProcess(server.java()),
                                    realm,
                                    new Visitors(realm.tiledesk(), load, server.sql()))
                            .measure(machine, options.visitors());
            options.write("visitor-heap.md", report.text());
            if (!report.broken().isEmpty()) {
                throw new IllegalStateException("Out of bounds: " + report.broken());
            }
        }
    }

    private HeapReport measure(String machine, int number) {
        List<HeapReading> readings = new ArrayList<>();
        readings.add(afterMore(Math.max(FEWEST_FIRST, number / 10)));
        for (int round = 0; round < ROUNDS; round++) {
            readings.add(afterMore(number / ROUNDS));
        }
        new FlowEditor(realm)
                .configure(FlowEditor.VISITORS, "tiledesk-guest", "guestsPerAddress", "100");
        return new HeapReport(machine, CONNECTIONS, readings, afterMore(number / 10));
    }

    private HeapReading afterMore(int more) {
        visitors.comeAndGo(more);
        Pause.of(AFTERWARDS);
        Map<String, Instances> asLeft = java.liveClasses();
        realm.admin().clearUserCache();
        realm.admin().clearRealmCache();
        Pause.of(AFTERWARDS);
        HeapReading reading = new HeapReading(visitors.soFar(), asLeft, java.liveClasses());
        System.out.println(
                reading.visitors()
                        + " visitors left "
                        + reading.bytesAsLeft()
                        + " bytes, without caches "
                        + reading.bytesEmptied());
        return reading;
    }
}
