// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Cluster;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.FlowEditor;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rows of a database that are a visitor's. */
@Tag("database")
class VisitorRowsIT {

    private static Cluster cluster;
    private static TestRealm realm;

    @BeforeAll
    static void create() {
        cluster = Cluster.get();
        realm =
                TestRealm.createOn(
                        cluster.node(0),
                        rep -> {
                            // What else would name a user.
                            rep.setEventsEnabled(false);
                            rep.setAdminEventsEnabled(false);
                        });
    }

    @AfterAll
    static void remove() {
        if (realm != null) {
            realm.close();
        }
    }

    @Test
    void areOneOfTheUserOneOfTheGroupAndOneForEachAttribute() {
        String id = visit(Map.of("id_project", Demo.PROJECT));
        String talkative = visit(Demo.visitor());

        assertThat(rowsOf(id))
                .containsOnly(
                        entry("user_entity", 1L),
                        entry("user_attribute", 3L),
                        entry("user_group_membership", 1L));
        assertThat(rowsOf(talkative))
                .containsOnly(
                        entry("user_entity", 1L),
                        entry("user_attribute", 7L),
                        entry("user_group_membership", 1L));
    }

    @Test
    void areStillTheSameWhenTheVisitorHasComeBack() {
        Answer answer = realm.calls().anonymously(Map.of("id_project", Demo.PROJECT));
        Map<String, Long> before = rowsOf(answer.userId());

        assertThat(realm.calls().customToken(answer.token()).status()).isEqualTo(200);

        assertThat(rowsOf(answer.userId())).isEqualTo(before);
    }

    @Test
    void areNoneOfAGroupWhereNoneIsSet() {
        FlowEditor flow = new FlowEditor(realm);
        flow.configure(FlowEditor.VISITORS, "tiledesk-guest", "group", "");
        try {
            assertThat(rowsOf(visit(Map.of("id_project", Demo.PROJECT))))
                    .containsOnly(entry("user_entity", 1L), entry("user_attribute", 3L));
        } finally {
            flow.configure(FlowEditor.VISITORS, "tiledesk-guest", "group", "/tiledesk-guests");
        }
    }

    @Test
    void areGoneWithTheUser() {
        String id = visit(Map.of("id_project", Demo.PROJECT, "firstname", "Ada"));

        realm.admin().users().get(id).remove();

        assertThat(rowsOf(id)).isEmpty();
    }

    private String visit(Map<String, ?> body) {
        return realm.calls().anonymously(body).userId();
    }

    private Map<String, Long> rowsOf(String id) {
        return cluster.rowsThatName(id);
    }
}
