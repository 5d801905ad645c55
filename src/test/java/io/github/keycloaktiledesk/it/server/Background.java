// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that serves until it is closed, and does not outlive this JVM, however that ends. */
public final class Background implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    /** Runs its arguments until they end or whoever holds the other end of its input does. */
    private static final String WHILE_INPUT_IS_OPEN =
            """
            exec 3<&0
            cat <&3 > /dev/null &
            "$@" 3<&- &
            wait -n
            kill $(jobs -p) 2> /dev/null
            wait
            """;

    private final String name;
    private final Path log;
    private final Process process;
    private final Thread atExit = new Thread(this::stop);

    private Background(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts it.
     *
     * @param folder where it runs
     * @param log the file that takes all that it writes
     * @param environment variables besides this process's own
     */
    public static Background start(
            List<String> command, Path folder, Path log, Map<String, String> environment) {
        List<String> watched = new ArrayList<>(List.of("bash", "-c", WHILE_INPUT_IS_OPEN, "watch"));
        watched.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(watched)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            return new Background(command.get(0), log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that it has written so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether it has written this.
     *
     * @throws IllegalStateException if it has ended
     */
    public boolean hasWritten(String text) {
        requireAlive();
        return log().contains(text);
    }

    /**
     * Does nothing while it runs.
     *
     * @throws IllegalStateException if it has ended
     */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException(name + " has ended:\n" + log());
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
            stop();
        } catch (IllegalStateException e) {
            // The JVM is exiting: the hook stops it.
        }
    }

    private void stop() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
        } catch (IOException e) {
            kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
