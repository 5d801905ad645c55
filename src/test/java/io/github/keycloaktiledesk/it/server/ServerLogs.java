// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The logs of all servers that a run has started, and the search of them for secrets. */
final class ServerLogs {

    private final Secrets secrets;
    private final Set<String> started = ConcurrentHashMap.newKeySet();
    private final Map<String, Supplier<Searched>> logs = new ConcurrentHashMap<>();

    /** Of a run that uses these secrets. */
    ServerLogs(Secrets secrets) {
        this.secrets = secrets;
    }

    private record Searched(int letters, Set<String> lines) {}

    /** Says that a server has been started, whose log is then to be searched too. */
    void started(String server) {
        started.add(server);
    }

    /** Has a server's log searched in the end. */
    void add(String server, Supplier<String> log) {
        logs.put(
                server,
                () -> {
                    String text = log.get();
                    return new Searched(text.length(), secrets.linesIn(text));
                });
    }

    /** Searches the log of a server that will not be able to show it any more. */
    void keep(String server) {
        logs.computeIfPresent(
                server,
                (name, log) -> {
                    Searched searched = log.get();
                    return () -> searched;
                });
    }

    /**
     * Searches all of them.
     *
     * @throws AssertionError if a secret is in one, or if there is nothing to search of a server
     */
    void search() {
        long start = System.nanoTime();
        long letters = 0;
        Set<String> silent = new TreeSet<>(started);
        silent.removeAll(logs.keySet());
        if (!silent.isEmpty()) {
            throw new AssertionError("Nobody has given the logs of " + silent);
        }
        for (Map.Entry<String, Supplier<Searched>> server : logs.entrySet()) {
            Searched log = server.getValue().get();
            check(server.getKey(), log);
            letters += log.letters();
        }
        if (!logs.isEmpty()) {
            System.out.printf(
                    "No secret in the logs of %d servers: %d letters, %d secrets, %d ms%n",
                    logs.size(), letters, secrets.count(), (System.nanoTime() - start) / 1_000_000);
        }
    }

    private static void check(String server, Searched log) {
        if (log.letters() == 0) {
            throw new AssertionError("The log of %s is empty".formatted(server));
        }
        if (!log.lines().isEmpty()) {
            throw new AssertionError(
                    "A secret is in the log of %s:%n%s"
                            .formatted(server, String.join("\n", log.lines())));
        }
    }
}
