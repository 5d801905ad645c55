// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /** Nodes whose clocks differ find each other only once they look for those they do not see. */
    private static final Duration JOINED_AFTER = Duration.ofMinutes(4);

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
     * Starts nodes on PostgreSQL whose clocks differ, where that can be. Close it.
     *
     * @param ahead for each node by how much it is ahead; negative if it is behind
     */
    public static Cluster startWithClocks(List<Duration> ahead) {
        FakeClock.assumeInstalled();
        DatabaseKind.POSTGRESQL.assumeRunsHere();
        return start(
                DatabaseKind.POSTGRESQL.start(),
                ahead.stream().map(FakeClock::ahead).toList(),
                // The nodes' certificates are made as they start: not yet valid for one behind.
                Map.of("cache-embedded-mtls-enabled", "false"));
    }

    private static Cluster start(Database database, int size, Map<String, String> options) {
        return start(database, Collections.nCopies(size, List.of()), options);
    }

    /** Starts a node through each of these programs; an empty one is none. */
    private static Cluster start(
            Database database, List<List<String>> runners, Map<String, String> options) {
        Cluster cluster = new Cluster(database);
        try {
            cluster.launch(runners, options);
            cluster.awaitJoined();
            return cluster;
        } catch (RuntimeException e) {
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

    /**
     * Stops a node as an operator does, runs a shell's commands in its folder, and starts it again.
     *
     * @param environment variables besides those that Keycloak's commands need
     */
    public void update(int index, String script, Map<String, String> environment) {
        KeycloakDistribution node = nodes.get(index);
        node.stop();
        node.home().run(script, environment);
        restart(index);
    }

    /** Starts a node again that was killed. */
    public void restart(int index) {
        KeycloakDistribution node = nodes.get(index);
        node.restart();
        node.awaitReady();
    }

    @Override
    public void close() {
        nodes.forEach(KeycloakDistribution::close);
        database.close();
    }

    /**
     * One after another: nodes that find an empty database together trip over making its tables.
     */
    private void launch(List<List<String>> runners, Map<String, String> more) {
        String url = null;
        for (List<String> runner : runners) {
            int port = Ports.free();
            if (url == null) {
                url = "http://localhost:" + port;
            }
            KeycloakDistribution node =
                    KeycloakDistribution.launchThrough(
                            runner, "start", port, options(url).and(more));
            nodes.add(node);
            node.awaitReady();
        }
    }

    private ServerOptions options(String url) {
        return ServerOptions.with(
                        Map.of(
                                "http-enabled",
                                "true",
                                "hostname",
                                url,
                                "cache-embedded-network-bind-address",
                                "127.0.0.1",
                                "cache-embedded-network-bind-port",
                                String.valueOf(Ports.free())))
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
