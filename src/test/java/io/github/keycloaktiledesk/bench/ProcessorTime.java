// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processor time of a process. Linux tells it for each thread, to the nanosecond: so Java's
 * compilers, which go on for minutes in a server that has just been started, can be left out.
 * Elsewhere they are in it.
 */
final class ProcessorTime {

    private ProcessorTime() {}

    /** Milliseconds that a process has taken so far, without Java's compilers where that can be. */
    static double millis(ProcessHandle process) {
        Path threads = Path.of("/proc", String.valueOf(process.pid()), "task");
        if (!Files.isDirectory(threads)) {
            return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
        }
        try (Stream<Path> all = Files.list(threads)) {
            return all.mapToDouble(ProcessorTime::thread).sum();
        } catch (IOException e) {
            return 0;
        }
    }

    private static double thread(Path thread) {
        try {
            if (isCompiler(Files.readString(thread.resolve("comm")))) {
                return 0;
            }
            List<String> fields =
                    List.of(Files.readString(thread.resolve("schedstat")).strip().split(" "));
            return Long.parseLong(fields.get(0)) / 1e6;
        } catch (IOException e) {
            // It has just ended.
            return 0;
        }
    }

    static boolean isCompiler(String thread) {
        return thread.matches("C[12] Compiler.*\\s*");
    }
}
