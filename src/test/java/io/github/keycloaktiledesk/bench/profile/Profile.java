// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.profile;

import io.github.keycloaktiledesk.bench.compare.BenchRealm;
import io.github.keycloaktiledesk.bench.compare.Operation;
import io.github.keycloaktiledesk.bench.compare.Operations;
import io.github.keycloaktiledesk.bench.load.LoadProcess;
import io.github.keycloaktiledesk.bench.measure.Options;
import io.github.keycloaktiledesk.it.server.JavaProcess;
import io.github.keycloaktiledesk.it.server.MeasuredServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import one.convert.Arguments;
import one.convert.JfrToFlame;

/** Where the time of a call goes: a flame graph, and whose code it is. */
public final class Profile {

    private static final int CONNECTIONS = 2;

    /** So many times the calls of a round of {@link SignIns}. */
    private static final int TIMES = 10;

    private final FlightRecorder recorder;
    private final LoadProcess load;
    private final int calls;

    private Profile(FlightRecorder recorder, LoadProcess load, int calls) {
        this.recorder = recorder;
        this.load = load;
        this.calls = calls;
    }

    /**
     * Runs it, for each {@code call} that was asked for, ten times as many {@code calls}. A call is
     * named as {@link Operation} is, or as that begins, with a hyphen for what is no letter.
     */
    public static void run(Options options) throws IOException {
        try (MeasuredServer server = MeasuredServer.startOptimized(FlightRecorder.OPTIONS);
                LoadProcess load = LoadProcess.start(server.keycloak().url(), CONNECTIONS)) {
            List<Operation> operations = new Operations(BenchRealm.on(server.keycloak())).all();
            Profile profile =
                    new Profile(
                            new FlightRecorder(new JavaProcess(server.java())),
                            load,
                            TIMES * options.calls());
            for (String call : options.call()) {
                profile.of(find(operations, call), call);
            }
        }
    }

    private void of(Operation operation, String call) throws IOException {
        Path recording = Path.of("target", "profile-" + call + ".jfr");
        Path flames = Path.of("target", "profile-" + call + ".html");
        load.run(operation.requestsFor(calls));
        List<byte[]> requests = operation.requestsFor(calls);
        recorder.record(recording, () -> load.run(requests));
        JfrToFlame.convert(
                recording.toString(), flames.toString(), new Arguments("--title", call, "--norm"));
        System.out.println(new ProfileReport(call, Samples.read(recording)).text());
        System.out.println("Flame graph: " + flames);
    }

    private static Operation find(List<Operation> operations, String call) {
        return operations.stream()
                .filter(operation -> slug(operation.name()).startsWith(call))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No call " + call));
    }

    private static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
    }
}
