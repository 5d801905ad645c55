// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Processor time of a process. Linux tells it for each thread, to the nanosecond: so Java's
 * compilers, which go on for minutes in a server that has just been started, can be left out.
 * Elsewhere they are in it.
 */
final class ProcessorTime {

    private ProcessorTime() {}

    /** What a process has taken so far, without Java's compilers where that can be. */
    static Duration of(ProcessHandle process) {
        Path threads = Path.of("/proc", String.valueOf(process.pid()), "task");
        if (!Files.isDirectory(threads)) {
            return process.info().totalCpuDuration().orElse(Duration.ZERO);
        }
        try (Stream<Path> all = Files.list(threads)) {
            return Duration.ofNanos(all.mapToLong(ProcessorTime::nanos).sum());
        } catch (IOException e) {
            return Duration.ZERO;
        }
    }

    private static long nanos(Path thread) {
        try {
            if (isCompiler(Files.readString(thread.resolve("comm")))) {
                return 0;
            }
            return Long.parseLong(
                    Files.readString(thread.resolve("schedstat")).strip().split(" ")[0]);
        } catch (IOException e) {
            // It has just ended.
            return 0;
        }
    }

    private static boolean isCompiler(String thread) {
        return thread.matches("C[12] Compiler.*\\s*");
    }
}
