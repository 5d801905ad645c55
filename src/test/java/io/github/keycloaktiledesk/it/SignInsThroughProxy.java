// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Cluster;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Load;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.ReverseProxy;
import io.github.keycloaktiledesk.it.server.ReverseProxyKind;
import io.github.keycloaktiledesk.it.server.Soon;
import io.github.keycloaktiledesk.it.server.TestRealm;
import io.github.keycloaktiledesk.it.server.UserRows;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All calls are made all the time, through the reverse proxy before a cluster's two nodes. */
final class SignInsThroughProxy implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final String AGENT = "agent";
    private static final String ONCE = "once";
    private static final String RETURNING = "returning";
    private static final int SEVERAL = 10;
    private static final int COME_BACK = 100;
    private static final URI NO_TILEDESK = URI.create("http://127.0.0.1:1");

    private final Cluster cluster;
    private final TestRealm realm;
    private final ReverseProxy proxy;
    private final Map<String, Supplier<Answer>> calls;
    private final UserRows users;
    private final Set<String> idsBefore;
    private final Set<String> shapesBefore;
    private final Load load;

    /** Begins. Close it, which deletes the realm. */
    SignInsThroughProxy(Cluster cluster, ReverseProxyKind kind) {
        this.cluster = cluster;
        realm =
                TestRealm.createOn(
                        cluster.node(0),
                        it -> {
                            RealmParts.allowRapidSignIns(it);
                            RealmParts.addProvider(it, ONCE, ONCE, Demo.SECRET);
                            it.getIdentityProviders().get(1).getConfig().put("singleUse", "true");
                        });
        proxy =
                ReverseProxy.startThatAsksNodes(
                        kind, List.of(at(0).url(), at(1).url()), NO_TILEDESK);
        Calls all = proxy.calls();
        String known = all.anonymously(Map.of("id_project", Demo.PROJECT)).token();
        calls =
                Map.of(
                        AGENT,
                        () -> all.signin(Demo.AGENT, Demo.PASSWORD),
                        "visitor",
                        () -> all.anonymously(Map.of("id_project", Demo.PROJECT)),
                        "customer",
                        () -> all.customToken(newCustomer()),
                        RETURNING,
                        () -> all.customToken(known));
        calls.values().forEach(call -> assertThat(call.get().status()).isEqualTo(200));
        users = new UserRows(cluster, realm);
        idsBefore = users.ids();
        shapesBefore = users.shapes();
        load = Load.of(calls, PAUSE);
    }

    private static String newCustomer() {
        return Demo.customer().claim("_id", UUID.randomUUID().toString()).sign(Demo.SECRET);
    }

    /** A custom JWT that was taken at a node, and may be taken only once. */
    String useUpAt(int node) {
        String jwt =
                Demo.customer()
                        .claim("_id", UUID.randomUUID().toString())
                        .claim("jti", UUID.randomUUID().toString())
                        .claim("aud", "https://tiledesk.com/projects/" + ONCE)
                        .sign(Demo.SECRET);
        assertThat(at(node).calls().customToken(jwt).status()).isEqualTo(200);
        return jwt;
    }

    /** The realm at a node. */
    TestRealm at(int node) {
        return realm.on(cluster.node(node));
    }

    /** What the proxy says of calls that it has not got through. */
    String proxyErrors() {
        return proxy.log()
                .lines()
                .filter(line -> line.contains("error"))
                .collect(Collectors.joining("\n"));
    }

    /** Waits until several calls of each kind were answered that began after now. */
    Instant awaitMore() {
        Instant now = Instant.now();
        for (String kind : calls.keySet()) {
            Soon.isTrue(
                    SOON,
                    kind + " is answered several times",
                    () -> answered(kind, now).count() >= SEVERAL);
        }
        return now;
    }

    private Stream<Load.Entry> answered(String kind, Instant since) {
        return load.answers().stream()
                .filter(entry -> entry.kind().equals(kind) && entry.began().isAfter(since));
    }

    /** Ends the calls, and returns all there were. */
    List<Load.Entry> end() {
        load.end();
        assertThat(load.unanswered()).isEmpty();
        return load.answers();
    }

    /**
     * Whoever signed in is in the database, and nobody is there by halves; some of them come back
     * at one of these nodes.
     */
    void assertNobodyIsLost(List<Load.Entry> entries, int... nodes) {
        List<Load.Entry> signedIn =
                entries.stream()
                        .filter(entry -> !entry.kind().equals(RETURNING))
                        .filter(entry -> entry.answer().status() == 200)
                        .toList();
        Set<String> ids = users.ids();
        assertThat(ids).containsAll(signedIn.stream().map(it -> it.answer().userId()).toList());
        // Whoever was signed in when a node went may be there without having been told.
        assertThat(ids).hasSizeLessThanOrEqualTo(idsBefore.size() + entries.size());
        assertThat(users.shapes()).isEqualTo(shapesBefore);
        assertThat(users.sessionIds())
                .containsAll(
                        signedIn.stream()
                                .filter(entry -> entry.kind().equals(AGENT))
                                .map(entry -> entry.answer().claims().path("sid").asText())
                                .toList());
        int step = 1 + signedIn.size() / COME_BACK;
        for (int i = 0; i < signedIn.size(); i += step) {
            Answer answer = signedIn.get(i).answer();
            int node = nodes[i / step % nodes.length];
            Answer again = at(node).calls().customToken(answer.token());
            assertThat(again.status()).as(signedIn.get(i).kind() + again.text()).isEqualTo(200);
            assertThat(again.userId()).isEqualTo(answer.userId());
        }
    }

    @Override
    public void close() {
        try {
            load.end();
        } finally {
            proxy.close();
            realm.close();
        }
    }
}
