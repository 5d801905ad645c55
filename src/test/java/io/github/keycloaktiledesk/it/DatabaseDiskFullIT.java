// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import io.github.keycloaktiledesk.it.server.Cluster;
import io.github.keycloaktiledesk.it.server.RemotePostgres;
import io.github.keycloaktiledesk.it.server.SmallDisk;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The disk of PostgreSQL is full under load of all calls. */
@Tag("database")
@Tag("slow")
class DatabaseDiskFullIT {

    private static final int MEGABYTES = 400;

    @Test
    void refusesWhatItCannotWriteUntilThereIsSpaceAgain() {
        try (SmallDisk disk = SmallDisk.mount(MEGABYTES);
                Cluster cluster =
                        Cluster.startOn(
                                RemotePostgres.start(disk.folder("data")),
                                FaultUnderLoad.SHORT_WAITS)) {
            new FaultUnderLoad(cluster)
                    .run(disk::fill, disk::free, answer -> answer.status() == 503);
        }
    }
}
