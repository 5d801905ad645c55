package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Cluster;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.FlowEditor;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.Map;
import java.util.TreeMap;
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
        String talkative =
                visit(
                        Map.of(
                                "id_project", Demo.PROJECT,
                                "firstname", "Ada",
                                "lastname", "Guest",
                                "email", "ada@example.test",
                                "attributes", Map.of("plan", "pro")));

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

    /** By table, all rows that name the user in any column. */
    private Map<String, Long> rowsOf(String id) {
        Map<String, Long> rows = new TreeMap<>();
        for (String table :
                cluster.query(
                        "select table_name from information_schema.tables"
                                + " where table_schema = 'public' and table_type = 'BASE TABLE'")) {
            long count =
                    Long.parseLong(
                            cluster.query(
                                            "select count(*) from \"%s\" as r where r::text like '%%%s%%'"
                                                    .formatted(table, id))
                                    .get(0));
            if (count > 0) {
                rows.put(table, count);
            }
        }
        return rows;
    }
}
