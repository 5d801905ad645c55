// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * When all tests of a run are over, searches the logs of all its servers for the secrets that tests
 * have used: one that is found fails the run. Found by JUnit itself, so that no test can forget it.
 */
public final class LogSearch implements BeforeAllCallback, AutoCloseable {

    static final Secrets SECRETS = new Secrets();

    private static final Map<String, Supplier<String>> LOGS = new ConcurrentHashMap<>();

    /** For {@link java.util.ServiceLoader}. */
    public LogSearch() {
        // Nothing to set up.
    }

    /** Has a server's log searched in the end. */
    static void addLog(String server, Supplier<String> log) {
        LOGS.put(server, log);
    }

    /** Has the log of a server searched that will not be able to show it any more. */
    static void keep(String server) {
        LOGS.computeIfPresent(
                server,
                (name, log) -> {
                    String found = String.join("\n", SECRETS.linesIn(log.get()));
                    return () -> found;
                });
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.create(LogSearch.class))
                .getOrComputeIfAbsent(LogSearch.class, key -> this);
    }

    @Override
    public void close() {
        long start = System.nanoTime();
        long letters = 0;
        for (Map.Entry<String, Supplier<String>> server : LOGS.entrySet()) {
            String log = server.getValue().get();
            letters += log.length();
            Set<String> lines = SECRETS.linesIn(log);
            if (!lines.isEmpty()) {
                throw new AssertionError(
                        "A secret is in the log of %s:%n%s"
                                .formatted(server.getKey(), String.join("\n", lines)));
            }
        }
        if (!LOGS.isEmpty()) {
            System.out.printf(
                    "No secret in the logs of %d servers: %d letters, %d secrets, %d ms%n",
                    LOGS.size(), letters, SECRETS.count(), (System.nanoTime() - start) / 1_000_000);
        }
    }
}
