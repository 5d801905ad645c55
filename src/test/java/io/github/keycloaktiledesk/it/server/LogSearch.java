// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * When all tests of a run are over, searches the logs of all its servers for the secrets that tests
 * have used: one that is found fails the run, and so does a server without a log. Found by JUnit
 * itself, so that no test can forget it.
 */
public final class LogSearch implements BeforeAllCallback, AutoCloseable {

    static final Secrets SECRETS = new Secrets();

    static final ServerLogs LOGS = new ServerLogs(SECRETS);

    private final ServerLogs logs;

    /** For {@link java.util.ServiceLoader}. */
    public LogSearch() {
        this(LOGS);
    }

    /** Of other logs than the run's. */
    LogSearch(ServerLogs logs) {
        this.logs = logs;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.create(LogSearch.class))
                .getOrComputeIfAbsent(LogSearch.class, key -> this);
    }

    @Override
    public void close() {
        logs.search();
    }
}
