// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Keycloak in production mode on PostgreSQL, whose work can be measured. */
public final class MeasuredServer implements AutoCloseable {

    /** A connection that has nothing to do tells after ten seconds what it has written. */
    private static final Duration COUNTED_AFTER = Duration.ofSeconds(12);

    private final Database database;
    private final KeycloakDistribution server;

    private MeasuredServer(Database database, KeycloakDistribution server) {
        this.database = database;
        this.server = server;
    }

    /** Starts it, with these providers' jars beside ours. */
    public static MeasuredServer start(List<Path> providers) {
        Database database = PostgresDatabase.start(Map.of());
        int port = Ports.free();
        return awaitReady(
                database,
                KeycloakDistribution.launch("start", port, options(database, port), providers));
    }

    /**
     * Builds one and starts what was built, as production does; Java compiles as well as it can.
     * PostgreSQL waits for its disk, and counts statements.
     *
     * @param java options of its Java, separated by spaces; there need be none
     */
    public static MeasuredServer startOptimized(String java) {
        Database database =
                PostgresDatabase.start(
                        Map.of(
                                "shared_preload_libraries",
                                "pg_stat_statements",
                                "synchronous_commit",
                                "on"));
        int port = Ports.free();
        KeycloakHome home = KeycloakDistribution.createHome();
        home.run(
                "bin/kc.sh build --db=postgres --cache=local"
                        + " --health-enabled=true --http-management-health-enabled=false",
                Map.of());
        return awaitReady(
                database,
                KeycloakDistribution.launch(
                        List.of("env", "JAVA_OPTS_APPEND=" + java),
                        home,
                        "start --optimized",
                        port,
                        options(database, port)));
    }

    /**
     * Starts it as for good: Java compiles as well as it can, and has a heap of 1 GiB.
     *
     * @param options besides those that it needs, named as on Keycloak's command line without the
     *     leading dashes
     */
    public static MeasuredServer startForGood(Map<String, String> options) {
        Database database = PostgresDatabase.start(Map.of());
        int port = Ports.free();
        return awaitReady(
                database,
                KeycloakDistribution.launch(
                        List.of("env", "JAVA_OPTS_APPEND=", "JAVA_OPTS_KC_HEAP=-Xms1g -Xmx1g"),
                        KeycloakDistribution.createHome(),
                        "start",
                        port,
                        options(database, port).and(options)));
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

    /** Its database. */
    public DataSource database() {
        return database.dataSource();
    }

    /** The processor time that Keycloak has taken so far. */
    public Duration keycloakCpu() {
        return server.cpu().orElseThrow();
    }

    /** The processor time that the database has taken so far for the connections that are open. */
    public Duration databaseCpu() {
        return query(
                "select pid from pg_stat_activity where backend_type = 'client backend'",
                rows -> {
                    Duration sum = Duration.ZERO;
                    while (rows.next()) {
                        sum =
                                sum.plus(
                                        ProcessHandle.of(rows.getLong(1))
                                                .flatMap(
                                                        backend ->
                                                                backend.info().totalCpuDuration())
                                                .orElse(Duration.ZERO));
                    }
                    return sum;
                });
    }

    /** Bytes of the database's write-ahead log so far. */
    public long writtenBytes() {
        return query(
                "select pg_current_wal_insert_lsn() - '0/0'::pg_lsn",
                rows -> rows.next() ? rows.getBigDecimal(1).longValueExact() : 0);
    }

    /** Rows inserted, updated and deleted so far, by table; waits until they are counted. */
    public Map<String, Long> writtenRows() {
        sleep();
        return query(
                "select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_user_tables",
                rows -> {
                    Map<String, Long> written = new TreeMap<>();
                    while (rows.next()) {
                        written.put(rows.getString(1), rows.getLong(2));
                    }
                    return written;
                });
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }

    private <T> T query(String sql, Reader<T> reader) {
        Map<String, String> options = database.options();
        String url =
                "jdbc:postgresql://%s:%s/%s"
                        .formatted(
                                options.get("db-url-host"),
                                options.get("db-url-port"),
                                options.get("db-url-database"));
        try (Connection connection =
                        DriverManager.getConnection(
                                url, options.get("db-username"), options.get("db-password"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return reader.read(rows);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(COUNTED_AFTER.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private interface Reader<T> {
        T read(ResultSet rows) throws SQLException;
    }
}
