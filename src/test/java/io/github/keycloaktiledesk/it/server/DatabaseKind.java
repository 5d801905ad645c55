// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.condition.OS;

/** The databases that tests can start, all of which come as Maven artifacts. */
public enum DatabaseKind {
    /** Texts are the same if they are the same. It counts its statements. */
    POSTGRESQL {
        @Override
        Database start() {
            return PostgresDatabase.start(
                    Map.of(StatementCounter.SETTING, StatementCounter.MODULE));
        }

        @Override
        boolean runsHere() {
            return OS.current() == OS.MAC || OS.current() == OS.LINUX && (isAmd64() || isArm64());
        }
    },
    /** Texts are the same if they differ in case, accents or blanks at the end only. */
    MARIADB {
        @Override
        Database start() {
            return MariaDatabase.start();
        }

        @Override
        boolean runsHere() {
            return OS.current() == OS.LINUX && isAmd64();
        }
    };

    abstract Database start();

    abstract boolean runsHere();

    /**
     * Has the tests skipped where there is no such database, which is never so in CI. Says so
     * itself, for Maven does not when a whole class is skipped.
     */
    void assumeRunsHere() {
        if (!runsHere()) {
            String reason =
                    "Tests are skipped, for pom.xml has no %s for %s on %s"
                            .formatted(
                                    this,
                                    System.getProperty("os.name"),
                                    System.getProperty("os.arch"));
            System.out.println(reason);
            Assumptions.abort(reason);
        }
    }

    private static boolean isAmd64() {
        return "amd64".equals(System.getProperty("os.arch"));
    }

    private static boolean isArm64() {
        return "aarch64".equals(System.getProperty("os.arch"));
    }
}
