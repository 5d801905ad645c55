// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.server.SetupCalls.parts;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.AtOnce;
import io.github.keycloaktiledesk.it.server.Cluster;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.FlowEditor;
import io.github.keycloaktiledesk.it.server.SetupCalls;
import io.github.keycloaktiledesk.it.server.Soon;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A setup on PostgreSQL, made at one of two nodes and used at the other. */
@Tag("database")
class SetupInClusterIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Map<String, ?> PROJECT =
            Map.of("projects", List.of(Map.of("id", Demo.PROJECT)));
    private static final int PARTS = 8;

    private TestRealm here;
    private TestRealm there;

    @BeforeEach
    void create() {
        Cluster cluster = Cluster.get();
        here = TestRealm.createPlainOn(cluster.node(0), rep -> {});
        there = here.on(cluster.node(1));
    }

    @AfterEach
    void remove() {
        if (here != null) {
            here.close();
        }
    }

    private static SetupCalls setup(TestRealm node) {
        Cluster cluster = Cluster.get();
        return SetupCalls.by(node, cluster.node(0).admin().tokenManager().getAccessTokenString());
    }

    @Test
    void isOneForAllNodes() {
        // So that the other node has the realm in its cache without any of it.
        assertThat(visitor(there).status()).isEqualTo(404);
        Answer made = setup(here).make(PROJECT);
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        assertThat(parts(made, "created")).hasSize(PARTS);
        Soon.isTrue(SOON, "the other node answers", () -> visitor(there).status() == 200);
        String secret = made.json().at("/secrets/0/secret").asText();
        assertThat(there.calls().customToken(Demo.customer().sign(secret)).status()).isEqualTo(200);

        Answer again = setup(there).make(PROJECT);
        assertThat(parts(again, "created")).isEmpty();
        assertThat(parts(again, "kept")).hasSize(PARTS);

        there.admin()
                .users()
                .list()
                .forEach(user -> there.admin().users().delete(user.getId()).close());
        Answer removal = setup(there).remove();
        assertThat(removal.status()).as(removal.text()).isEqualTo(200);
        assertThat(parts(removal, "removed")).hasSize(PARTS);
        Soon.isTrue(SOON, "nobody is answered any more", () -> visitor(here).status() == 404);
        assertThat(parts(setup(here).make("{}"), "created")).hasSize(PARTS - 1);
    }

    @Test
    void isMadeOnceByTwoNodesAtOnce() {
        List<Supplier<Answer>> calls =
                List.of(() -> setup(here).make(PROJECT), () -> setup(there).make(PROJECT));
        List<Answer> answers = AtOnce.call(calls);
        assertThat(answers).extracting(Answer::status).contains(200).isSubsetOf(200, 409);
        assertThat(here.admin().groups().groups()).hasSize(1);
        assertThat(here.admin().flows().getFlows())
                .extracting("alias")
                .containsOnlyOnce(FlowEditor.SIGN_IN);
        assertThat(here.admin().clientScopes().findAll())
                .extracting("name")
                .containsOnlyOnce("tiledesk");
        assertThat(here.admin().clients().findByClientId(Demo.CLIENT)).hasSize(1);
        Soon.isTrue(SOON, "the other node answers", () -> visitor(there).status() == 200);
    }

    private static Answer visitor(TestRealm node) {
        return node.calls().anonymously(Map.of("id_project", Demo.PROJECT));
    }
}
