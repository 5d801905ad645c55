// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.profile;

import io.github.keycloaktiledesk.it.server.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Java's flight recorder in another process. */
record FlightRecorder(JavaProcess java) {

    /** What Java must be started with for stacks to be whole. */
    static final String OPTIONS =
            "-XX:FlightRecorderOptions=stackdepth=1024 -XX:+UnlockDiagnosticVMOptions"
                    + " -XX:+DebugNonSafepoints";

    /** Records what happens meanwhile: where threads are, a hundred times a second. */
    void record(Path file, Runnable meanwhile) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        java.jcmd("JFR.start", "name=bench", "settings=profile");
        meanwhile.run();
        java.jcmd("JFR.stop", "name=bench", "filename=" + file.toAbsolutePath());
    }
}
