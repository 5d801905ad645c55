// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Cluster;
import io.github.keycloaktiledesk.it.server.RemotePostgres;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** PostgreSQL goes away under load of all calls, in each of the ways in which databases do. */
@Tag("database")
@Tag("slow")
class DatabaseTroubleIT {

    private static RemotePostgres database;
    private static Cluster cluster;

    @BeforeAll
    static void start() {
        database = RemotePostgres.start();
        cluster = Cluster.startOn(database, FaultUnderLoad.SHORT_WAITS);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void isStoppedAndStartedAgain() {
        new FaultUnderLoad(cluster)
                .run(database::pause, database::resume, DatabaseTroubleIT::isUnavailable);
    }

    /** As a firewall does that forgets connections, or a machine that hangs. */
    @Test
    void isNotHeardOf() {
        new FaultUnderLoad(cluster)
                .run(database::cut, database::mend, DatabaseTroubleIT::isUnavailable);
    }

    @Test
    void isSlow() {
        new FaultUnderLoad(cluster)
                .run(
                        () -> database.latency(Duration.ofMillis(200)),
                        () -> database.latency(Duration.ZERO),
                        // Some calls need fewer statements than others.
                        answer -> true);
    }

    private static boolean isUnavailable(Answer answer) {
        return answer.status() == 503;
    }
}
