// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench;

import io.github.keycloaktiledesk.it.server.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Java's flight recorder in another process. */
record FlightRecorder(ProcessHandle java) {

    /** What Java must be started with for stacks to be whole. */
    static final String OPTIONS =
            "-XX:FlightRecorderOptions=stackdepth=1024 -XX:+UnlockDiagnosticVMOptions"
                    + " -XX:+DebugNonSafepoints";

    /** Records what happens meanwhile: where threads are, a hundred times a second. */
    void record(Path file, Runnable meanwhile) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        tell("JFR.start", "name=bench", "settings=profile");
        meanwhile.run();
        tell("JFR.stop", "name=bench", "filename=" + file.toAbsolutePath());
    }

    private void tell(String... command) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        all.add(String.valueOf(java.pid()));
        all.addAll(List.of(command));
        new Program(all, Files.createTempDirectory("bench-jcmd"), Map.of())
                .run(Duration.ofMinutes(1));
    }
}
