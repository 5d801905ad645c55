// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** That a run fails whose servers have written a secret down, or whose logs nobody searches. */
class LogSearchTest {

    private static ServerLogs logs;

    private final Secrets secrets = new Secrets();

    @BeforeEach
    void prepare() {
        logs = new ServerLogs(secrets);
        secrets.addText("a planted secret");
    }

    @Test
    void findsNothingWhereNothingIs() {
        logs.started("the server");
        logs.add("the server", () -> "started\n");

        assertThat(failuresOfARun()).isEmpty();
    }

    @Test
    void findsNothingWhereNoServerWas() {
        assertThat(failuresOfARun()).isEmpty();
    }

    @Test
    void failsTheRunForASecret() {
        logs.add("another", () -> "started\n");
        logs.add("the server", () -> "started\nknows a planted secret\n");

        assertThat(failuresOfARun())
                .singleElement()
                .asString()
                .contains("the server", "knows a planted secret")
                .doesNotContain("started");
    }

    @Test
    void failsTheRunForASecretInALogThatIsGone() {
        StringBuilder log = new StringBuilder("knows a planted secret\n");
        logs.add("the server", log::toString);
        logs.keep("the server");
        log.setLength(0);

        assertThat(failuresOfARun()).singleElement().asString().contains("knows a planted secret");
    }

    @Test
    void failsTheRunForAServerWithoutALog() {
        logs.started("the server");
        logs.started("another");
        logs.add("another", () -> "started\n");

        assertThat(failuresOfARun())
                .singleElement()
                .asString()
                .contains("the server")
                .doesNotContain("another");
    }

    @Test
    void failsTheRunForAnEmptyLog() {
        logs.add("the server", () -> "");

        assertThat(failuresOfARun()).singleElement().asString().contains("the server is empty");
    }

    /** What JUnit reports of a run of its own, without the search of this one. */
    private static List<Throwable> failuresOfARun() {
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(Run.class))
                        .configurationParameter(
                                "junit.jupiter.extensions.autodetection.enabled", "false")
                        .build();
        Failures failures = new Failures();
        LauncherFactory.create().execute(request, failures);
        assertThat(failures.tests).isEqualTo(1);
        return failures.thrown;
    }

    private static final class Failures implements TestExecutionListener {

        private final List<Throwable> thrown = new ArrayList<>();
        private int tests;

        @Override
        public void executionFinished(TestIdentifier of, TestExecutionResult result) {
            result.getThrowable().ifPresent(thrown::add);
            tests += of.isTest() ? 1 : 0;
        }
    }

    /** Such a run. */
    static final class Run {

        @RegisterExtension
        static final BeforeAllCallback SEARCH = context -> new LogSearch(logs).beforeAll(context);

        @Test
        void succeeds() {
            // The search is yet to come.
        }
    }
}
