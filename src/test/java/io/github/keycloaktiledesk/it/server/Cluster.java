// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Keycloak as it is run in production: its distribution in production mode, on a real database, one
 * node or several of them.
 *
 * <pre>{@code
 * Cluster cluster = Cluster.get();
 * TestRealm here = TestRealm.createOn(cluster.node(0), realm -> {});
 * TestRealm there = here.on(cluster.node(1));
 * }</pre>
 *
 * All nodes issue tokens under the first one's URL, as they do behind a proxy.
 */
public final class Cluster implements AutoCloseable {

    private static final Duration JOINED_AFTER = Duration.ofMinutes(1);

    /** Guests that have expired need not be waited for, and many of them not be made. */
    private static final Map<String, String> OFTEN =
            Map.of(
                    "spi-authenticator--tiledesk-guest--expiry-interval",
                    "4",
                    "spi-authenticator--tiledesk-guest--expiry-batch-size",
                    "5",
                    "spi-authenticator--tiledesk-guest--expiry-rate",
                    "20");

    private static final Shared<Cluster> TWO_NODES =
            new Shared<>("The cluster", () -> start(DatabaseKind.POSTGRESQL, 2, OFTEN));

    private final Database database;
    private final List<KeycloakDistribution> nodes = new ArrayList<>();

    private Cluster(Database database) {
        this.database = database;
    }

    /**
     * Two nodes on PostgreSQL that all tests share: started by the first call, stopped when the JVM
     * exits.
     */
    public static Cluster get() {
        DatabaseKind.POSTGRESQL.assumeRunsHere();
        return TWO_NODES.get();
    }

    /** Starts a cluster of one's own, which takes half a minute and longer. Close it. */
    public static Cluster start(DatabaseKind kind, int size) {
        return start(kind, size, Map.of());
    }

    /** Starts a cluster of one's own whose nodes have these options besides. Close it. */
    public static Cluster start(DatabaseKind kind, int size, Map<String, String> options) {
        kind.assumeRunsHere();
        return start(kind.start(), size, options);
    }

    /**
     * Starts one node on a PostgreSQL with settings of its own. Close it.
     *
     * @param settings of PostgreSQL, as in its configuration file
     * @param options of Keycloak, named as on its command line without the leading dashes
     */
    public static Cluster startOnPostgres(
            Map<String, String> settings, Map<String, String> options) {
        return start(PostgresDatabase.start(settings), 1, options);
    }

    /**
     * Starts one node on a database that fails now and then. Close it, which closes the database.
     *
     * @param options of Keycloak, named as on its command line without the leading dashes
     */
    public static Cluster startOn(RemotePostgres database, Map<String, String> options) {
        return start(database, 1, options);
    }

    /**
     * Starts nodes on one PostgreSQL whose clocks differ, where that can be. They do not know of
     * each other: what makes the clocks differ disturbs the waits by which nodes find each other.
     * Close it.
     *
     * @param ahead for each node by how much it is ahead; negative if it is behind
     */
    public static Cluster startWithClocks(List<Duration> ahead) {
        FakeClock.assumeInstalled();
        DatabaseKind.POSTGRESQL.assumeRunsHere();
        return start(
                DatabaseKind.POSTGRESQL.start(),
                ahead.stream().map(FakeClock::ahead).toList(),
                () -> Map.of("cache", "local"),
                cluster -> {});
    }

    private static Cluster start(Database database, int size, Map<String, String> options) {
        return start(
                database,
                Collections.nCopies(size, List.of()),
                () -> joining(options),
                Cluster::awaitJoined);
    }

    private static Map<String, String> joining(Map<String, String> options) {
        Map<String, String> all = new HashMap<>(options);
        all.put("cache-embedded-network-bind-address", "127.0.0.1");
        all.put("cache-embedded-network-bind-port", String.valueOf(Ports.free()));
        return all;
    }

    /**
     * Starts a node through each of these programs; an empty one is none.
     *
     * @param options of the next node, besides those of all
     * @param await waits for what is to be when all are ready
     */
    private static Cluster start(
            Database database,
            List<List<String>> runners,
            Supplier<Map<String, String>> options,
            Consumer<Cluster> await) {
        Cluster cluster = new Cluster(database);
        try {
            cluster.launch(runners, options);
            await.accept(cluster);
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    /** One of the nodes, counted from 0. */
    public KeycloakServer node(int index) {
        return nodes.get(index);
    }

    /** The first column of what a query finds in the database, as texts. */
    public List<String> query(String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes something in the database, past Keycloak. */
    public void run(String sql) {
        database.run(sql);
    }

    /** By table, all rows that have this id in any column. */
    public Map<String, Long> rowsThatName(String id) {
        Map<String, Long> rows = new TreeMap<>();
        for (String table :
                query(
                        "select table_name from information_schema.tables"
                                + " where table_schema = 'public' and table_type = 'BASE TABLE'")) {
            long count =
                    Long.parseLong(
                            query(
                                            "select count(*) from \"%s\" as r where r::text like '%%%s%%'"
                                                    .formatted(table, id))
                                    .get(0));
            if (count > 0) {
                rows.put(table, count);
            }
        }
        return rows;
    }

    /** Its database, if that is PostgreSQL. */
    public DataSource database() {
        return database.dataSource();
    }

    /** Ends a node as a crash would. */
    public void kill(int index) {
        nodes.get(index).kill();
    }

    /** Stops a node as an operator does, and waits for its end. */
    public void stop(int index) {
        nodes.get(index).stop();
    }

    /**
     * Runs a shell's commands in the folder of a node that is stopped.
     *
     * @param environment variables besides those that Keycloak's commands need
     */
    public void run(int index, String script, Map<String, String> environment) {
        nodes.get(index).home().run(script, environment);
    }

    /** Starts a node again that was killed or stopped. */
    public void restart(int index) {
        KeycloakDistribution node = nodes.get(index);
        node.restart();
        node.awaitReady();
    }

    @Override
    public void close() {
        nodes.parallelStream().forEach(KeycloakDistribution::close);
        database.close();
    }

    /**
     * One after another: nodes that find an empty database together trip over making its tables.
     */
    private void launch(List<List<String>> runners, Supplier<Map<String, String>> options) {
        String url = null;
        for (List<String> runner : runners) {
            int port = Ports.free();
            if (url == null) {
                url = "http://localhost:" + port;
            }
            KeycloakDistribution node =
                    KeycloakDistribution.launch(
                            runner, "start", port, options(url).and(options.get()), List.of());
            nodes.add(node);
            node.awaitReady();
        }
    }

    private ServerOptions options(String url) {
        return ServerOptions.with(Map.of("http-enabled", "true", "hostname", url))
                .and(database.options());
    }

    private void awaitJoined() {
        Pattern joined = Pattern.compile("ISPN000094: .* \\(%d\\) \\[".formatted(nodes.size()));
        for (KeycloakDistribution node : nodes) {
            Soon.isTrue(
                    JOINED_AFTER,
                    node.url() + " sees all nodes",
                    () -> joined.matcher(node.log()).find());
        }
    }
}
