// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** A PostgreSQL that goes away and comes back, and is reached by a network that is slow or cut. */
public final class RemotePostgres implements Database {

    private final PostgresDatabase server;
    private final SlowWire wire;

    private RemotePostgres(PostgresDatabase server) {
        this.server = server;
        this.wire = SlowWire.to(server.port());
    }

    /** Starts it. */
    public static RemotePostgres start() {
        return start(BuildOutput.servers().resolve("postgresql-" + UUID.randomUUID()));
    }

    /**
     * Starts it.
     *
     * @param data the folder of its data, which is deleted when it is closed
     */
    public static RemotePostgres start(Path data) {
        DatabaseKind.POSTGRESQL.assumeRunsHere();
        return new RemotePostgres(PostgresDatabase.start(data, Map.of()));
    }

    /** Stops it as its administrator would. */
    public void pause() {
        server.pause();
    }

    /** Starts it again on its data. */
    public void resume() {
        server.resume();
    }

    /** How long from now on all takes that is sent to it or by it. */
    public void latency(Duration duration) {
        wire.latency(duration);
    }

    /** Has nothing reach it or come from it, of which neither side is told. */
    public void cut() {
        wire.cut();
    }

    /** Ends that. */
    public void mend() {
        wire.mend();
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new HashMap<>(server.options());
        options.put("db-url-port", String.valueOf(wire.port()));
        return options;
    }

    /** Past the network. */
    @Override
    public DataSource dataSource() {
        return server.dataSource();
    }

    @Override
    public void close() {
        wire.close();
        server.close();
    }
}
