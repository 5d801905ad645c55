package io.github.keycloaktiledesk.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that serves until it is closed, and does not outlive this JVM. */
public final class Background implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

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
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new Background(command.get(0), log, process);
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
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
