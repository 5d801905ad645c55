// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Another time for one process, which the program {@code faketime} tells it. */
final class FakeClock {

    private static final String PROGRAM = "faketime";

    private FakeClock() {}

    /** Has the tests skipped where there is no such program, and says so itself. */
    static void assumeInstalled() {
        if (!Program.isInPath(PROGRAM)) {
            String reason = "Tests are skipped, for there is no program " + PROGRAM;
            System.out.println(reason);
            Assumptions.abort(reason);
        }
    }

    /**
     * What runs a program that sees the time so much ahead; nothing where that is right. (The clock
     * that waits are measured by goes ahead with it: without that, a Java hardly waits.)
     */
    static List<String> ahead(Duration duration) {
        return duration.isZero()
                ? List.of()
                : List.of(PROGRAM, "-m", "-f", "%+d".formatted(duration.toSeconds()));
    }
}
