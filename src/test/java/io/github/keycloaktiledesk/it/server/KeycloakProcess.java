// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Keycloak as a process, which does not outlive this JVM. */
final class KeycloakProcess implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(300);
    private static final int STOP_SECONDS = 60;

    /** It lives for minutes: optimising its code would cost more than it saves. */
    static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    /** What {@code mvn -Pcoverage} has each of them loaded with; nothing else does. */
    private static final String AGENT = System.getProperty("keycloak.agent", "");

    private final URI url;
    private final Process process;
    private final Thread atExit = new Thread(this::stop);

    private KeycloakProcess(URI url, Process process) {
        this.url = url;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts it on this JVM's Java, reachable from this machine only.
     *
     * @param arguments the script's command and its options
     */
    static KeycloakProcess start(
            KeycloakHome home, int port, List<String> arguments, Redirect output) {
        return start(List.of(), home, port, arguments, output);
    }

    /**
     * Starts it through another program.
     *
     * @param runner that program and its arguments, which are followed by what it runs
     * @param arguments the script's command and its options
     */
    static KeycloakProcess start(
            List<String> runner,
            KeycloakHome home,
            int port,
            List<String> arguments,
            Redirect output) {
        List<String> command = new ArrayList<>(runner);
        command.add(home.script().toString());
        command.addAll(arguments);
        command.add("--http-host=127.0.0.1");
        command.add("--http-port=" + port);
        command.add("--health-enabled=true");
        command.add("--http-management-health-enabled=false");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true).redirectOutput(output);
        builder.redirectInput(Redirect.PIPE);
        prepare(builder.environment());
        Optional.ofNullable(output.file()).ifPresent(log -> LogSearch.LOGS.started(log.toString()));
        try {
            return new KeycloakProcess(URI.create("http://localhost:" + port), builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void prepare(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("KC_") || name.startsWith("JAVA"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("JAVA_OPTS_APPEND", (QUICK_START + " " + AGENT).strip());
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", Administrator.USERNAME);
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", Administrator.PASSWORD);
    }

    URI url() {
        return url;
    }

    /**
     * Waits until it answers.
     *
     * @throws IllegalStateException if it ended or did not get ready within the time
     */
    void awaitReady(Duration limit) {
        HealthCheck health = new HealthCheck(url);
        Instant end = Instant.now().plus(limit);
        while (!health.isReady()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(
                        "Keycloak ended while starting, exit code " + process.exitValue());
            }
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException(
                        "Keycloak was not ready within " + limit.toSeconds() + " seconds");
            }
            Pause.of(POLL);
        }
    }

    /** The processor time that it has taken so far. */
    Duration cpu() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The Java that the script has started, or has become. */
    ProcessHandle java() {
        return all().stream()
                .filter(handle -> handle.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow();
    }

    /** Waits for its end and says how it ended. */
    int awaitEnd() throws InterruptedException {
        return process.waitFor();
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

    /** Ends it as a crash would: nothing is rolled back, said good-bye to or written. */
    void kill() {
        // Once the script is gone, the Java is no longer found as its child.
        List<ProcessHandle> all = all();
        all.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(all);
        close();
    }

    private List<ProcessHandle> all() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    }

    /** The script and the Java that it started: asked first, forced after a while. */
    private void stop() {
        List<ProcessHandle> all = all();
        all.forEach(ProcessHandle::destroy);
        awaitEnd(all);
    }

    private static void awaitEnd(List<ProcessHandle> all) {
        Instant end = Instant.now().plusSeconds(STOP_SECONDS);
        for (ProcessHandle handle : all) {
            if (!endsBefore(end, handle)) {
                handle.destroyForcibly();
            }
        }
    }

    private static boolean endsBefore(Instant end, ProcessHandle handle) {
        try {
            long left = Math.max(0, Duration.between(Instant.now(), end).toMillis());
            handle.onExit().get(left, TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            return !handle.isAlive();
        }
    }
}
