// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.tiledesk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A shell into which commands are typed one after the other, as by somebody who follows a page; it
 * ends at the first that fails.
 */
final class Shell implements AutoCloseable {

    private static final int LIMIT_SECONDS = 120;

    private final Process process;
    private final Writer in;
    private final BufferedReader out;

    /**
     * Starts it.
     *
     * @param folder where it runs
     * @param environment variables besides this process's own
     */
    Shell(Path folder, Map<String, String> environment) {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-euo", "pipefail")
                        .directory(folder.toFile())
                        .redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        in = process.outputWriter(StandardCharsets.UTF_8);
        out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Types commands and returns what they write.
     *
     * @throws AssertionError if one fails, with what it wrote
     */
    String run(String commands) {
        String end = "end-" + UUID.randomUUID();
        StringBuilder written = new StringBuilder();
        // A command that hangs would have the reader wait for ever.
        CompletableFuture<Void> limit =
                CompletableFuture.runAsync(
                        this::close,
                        CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS));
        try {
            in.write(commands + "\necho " + end + "\n");
            in.flush();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.equals(end)) {
                    return written.toString();
                }
                written.append(line).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            limit.cancel(false);
        }
        throw new AssertionError("Failed:\n" + commands + "\nwith:\n" + written);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
