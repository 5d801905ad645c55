package io.github.keycloaktiledesk.it.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

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

    private static final Shared<Cluster> TWO_NODES =
            new Shared<>("The cluster", () -> start(DatabaseKind.POSTGRESQL, 2));

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
        kind.assumeRunsHere();
        Cluster cluster = new Cluster(kind.start());
        try {
            cluster.launch(size);
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
        try (Connection connection = database.connect();
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

    @Override
    public void close() {
        nodes.forEach(KeycloakDistribution::close);
        database.close();
    }

    /**
     * One after another: nodes that find an empty database together trip over making its tables.
     */
    private void launch(int size) {
        String url = null;
        for (int i = 0; i < size; i++) {
            int port = Ports.free();
            if (url == null) {
                url = "http://localhost:" + port;
            }
            KeycloakDistribution node = KeycloakDistribution.launch("start", port, options(url));
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
