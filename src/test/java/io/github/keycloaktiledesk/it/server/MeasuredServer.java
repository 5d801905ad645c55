// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keycloak in production mode on PostgreSQL, whose work can be measured. */
public final class MeasuredServer implements AutoCloseable {

    /** A connection that has nothing to do tells after ten seconds what it has written. */
    private static final Duration COUNTED_AFTER = Duration.ofSeconds(12);

    private static KeycloakHome built;

    private final Database database;
    private final KeycloakDistribution server;
    private final Sql sql;

    private MeasuredServer(Database database, KeycloakDistribution server) {
        this.database = database;
        this.server = server;
        this.sql = Sql.on(database.dataSource());
    }

    /** Starts it, with these providers' jars beside ours. */
    public static MeasuredServer start(List<Path> providers) {
        Database database = PostgresDatabase.start(Map.of());
        int port = Ports.free();
        return awaitReady(
                database,
                KeycloakDistribution.launch(
                        List.of(), "start", port, options(database, port), providers));
    }

    /**
     * Builds one and starts what was built, as production does; Java compiles as well as it can.
     * PostgreSQL waits for its disk, and counts statements.
     *
     * @param java options of its Java, separated by spaces; there need be none
     */
    public static MeasuredServer startOptimized(String java) {
        return startOptimized(
                Map.of(
                        StatementCounter.SETTING,
                        StatementCounter.MODULE,
                        "synchronous_commit",
                        "on"),
                List.of("env", "JAVA_OPTS_APPEND=" + java),
                Map.of());
    }

    /**
     * The same with a heap of 1 GiB, and a PostgreSQL that does not wait for its disk. Whoever
     * makes the calls goes before it, as if on a machine of its own: else it is the load that
     * waits.
     *
     * @param options besides those that it needs, named as on Keycloak's command line without the
     *     leading dashes, and none for which it would have to be built again
     */
    public static MeasuredServer startForGood(Map<String, String> options) {
        return startOptimized(
                Map.of(),
                List.of(
                        "nice",
                        "-n",
                        "10",
                        "env",
                        "JAVA_OPTS_APPEND=",
                        "JAVA_OPTS_KC_HEAP=-Xms1g -Xmx1g"),
                options);
    }

    private static MeasuredServer startOptimized(
            Map<String, String> settings, List<String> runner, Map<String, String> options) {
        KeycloakHome home = built();
        Database database = PostgresDatabase.start(settings);
        int port = Ports.free();
        return awaitReady(
                database,
                KeycloakDistribution.launch(
                        runner,
                        home,
                        "start --optimized",
                        port,
                        options(database, port).and(options)));
    }

    /** One that has been built; all of a run start from the same. */
    private static synchronized KeycloakHome built() {
        if (built == null) {
            KeycloakHome home = KeycloakDistribution.createHome();
            home.run(
                    "bin/kc.sh build --db=postgres --cache=local"
                            + " --health-enabled=true --http-management-health-enabled=false",
                    Map.of());
            built = home;
        }
        return built;
    }

    private static ServerOptions options(Database database, int port) {
        return ServerOptions.only(
                        Map.of(
                                "http-enabled",
                                "true",
                                "hostname",
                                "http://localhost:" + port,
                                "cache",
                                "local"))
                .and(database.options());
    }

    private static MeasuredServer awaitReady(Database database, KeycloakDistribution server) {
        try {
            server.awaitReady();
            return new MeasuredServer(database, server);
        } catch (IllegalStateException e) {
            database.close();
            throw e;
        }
    }

    /** The server. */
    public KeycloakServer keycloak() {
        return server;
    }

    /** Keycloak's Java. */
    public ProcessHandle java() {
        return server.java();
    }

    /** SQL on its database, on the one connection that is not Keycloak's. */
    public Sql sql() {
        return sql;
    }

    /** The processor time that Keycloak has taken so far, without Java's compilers on Linux. */
    public Duration keycloakCpu() {
        return ProcessorTime.of(java());
    }

    /** The processor time that the database has taken so far for Keycloak's open connections. */
    public Duration databaseCpu() {
        return backends().stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .map(ProcessorTime::of)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** How many connections to its database Keycloak has. */
    public int connections() {
        return backends().size();
    }

    private List<Long> backends() {
        return sql
                .column(
                        "select pid from pg_stat_activity where backend_type = 'client backend'"
                                + " and pid <> pg_backend_pid()")
                .stream()
                .map(Long::valueOf)
                .toList();
    }

    /** Bytes of the database's write-ahead log so far. */
    public long writtenBytes() {
        return sql.number("select (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint");
    }

    /** Rows inserted, updated and deleted so far, by table; waits until they are counted. */
    public Map<String, Long> writtenRows() {
        sleep();
        Map<String, Long> written = new TreeMap<>();
        sql.read("select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_user_tables")
                .forEach(row -> written.put(row.get(0), Long.valueOf(row.get(1))));
        return written;
    }

    @Override
    public void close() {
        sql.close();
        server.close();
        database.close();
    }

    private static void sleep() {
        Pause.of(COUNTED_AFTER);
    }
}
