// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A running JVM, which is asked by the JDK's {@code jcmd}. */
public final class JavaProcess {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
    private static final Pattern ENTRY = Pattern.compile("(?m)^ *\\d+: +(\\d+) +(\\d+) +(\\S+)");
    private static final Pattern THREADS = Pattern.compile("java\\.threads\\.live=(\\d+)");

    private final ProcessHandle handle;
    private final Path folder;

    /** That process. */
    public JavaProcess(ProcessHandle handle) {
        this.handle = handle;
        folder = BuildOutput.servers().resolve("java-" + handle.pid());
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What there is of a class.
     *
     * @param instances how many
     * @param bytes all of them together, without what they refer to
     */
    public record Instances(long instances, long bytes) {}

    /** Bytes of all objects that are still in use; the heap is cleaned up for that. */
    public long liveHeap() {
        return number(TOTAL, jcmd("GC.class_histogram"));
    }

    /** The objects that are still in use, by class; the heap is cleaned up for that. */
    public Map<String, Instances> liveClasses() {
        Map<String, Instances> classes = new LinkedHashMap<>();
        ENTRY.matcher(jcmd("GC.class_histogram"))
                .results()
                .forEach(
                        line ->
                                classes.merge(
                                        line.group(3),
                                        new Instances(number(line, 1), number(line, 2)),
                                        (one, other) ->
                                                new Instances(
                                                        one.instances() + other.instances(),
                                                        one.bytes() + other.bytes())));
        return classes;
    }

    /** Threads that live now. */
    public long threads() {
        return number(THREADS, jcmd("PerfCounter.print"));
    }

    /** Has it do a command of {@code jcmd}'s, and returns what that printed. */
    public String jcmd(String... command) {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        all.add(String.valueOf(handle.pid()));
        all.addAll(List.of(command));
        return new Program(all, folder, Map.of()).run(LIMIT);
    }

    private static long number(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .findFirst()
                .map(found -> number(found, 1))
                .orElseThrow(() -> new IllegalStateException("jcmd says: " + text));
    }

    private static long number(MatchResult found, int group) {
        return Long.parseLong(found.group(group));
    }
}
