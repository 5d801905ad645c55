// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench;

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
     * Runs it.
     *
     * @param arguments the fourth is how often a round of {@link SignIns} makes each call, and a
     *     tenth of how often it is made here; the fifth is the call, or several separated by
     *     commas: as {@link SignIns} names it or how that begins, with a hyphen for what is no
     *     letter
     */
    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        try (MeasuredServer server = MeasuredServer.startOptimized(FlightRecorder.OPTIONS);
                LoadProcess load = LoadProcess.start(server.keycloak().url(), CONNECTIONS)) {
            List<Operation> operations = new Operations(BenchRealm.on(server.keycloak())).all();
            Profile profile =
                    new Profile(
                            new FlightRecorder(new JavaProcess(server.java())),
                            load,
                            TIMES * Integer.parseInt(arguments[3]));
            for (String call : arguments[4].split(",")) {
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
