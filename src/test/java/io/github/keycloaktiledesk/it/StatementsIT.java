// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Cluster;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.RealmKey;
import io.github.keycloaktiledesk.it.server.Statements;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many statements and transactions each call may cost the database, once caches are warm. */
@Tag("database")
class StatementsIT {

    private static Cluster cluster;
    private static TestRealm realm;

    @BeforeAll
    static void create() {
        cluster = Cluster.get();
        realm = TestRealm.createOn(cluster.node(0), changes -> {});
    }

    @AfterAll
    static void remove() {
        if (realm != null) {
            realm.close();
        }
    }

    @Test
    void visitor() {
        assertCost(19, 1, i -> visit());
    }

    @Test
    void agent() {
        assertCost(99, 1, i -> realm.calls().signin(Demo.AGENT, Demo.PASSWORD));
    }

    @Test
    void resume() {
        String token = visit().token();

        assertCost(99, 1, i -> realm.calls().customToken(token));
    }

    /** By a new key, which takes no waiting until half of a token's life is over. */
    @Test
    void renewal() {
        String token = visit().token();
        RealmKey key = RealmKey.addTo(realm);
        try {
            assertCost(99, 1, i -> realm.calls().customToken(token));
        } finally {
            key.remove();
        }
    }

    @Test
    void knownCustomer() {
        CustomerCalls customers = new CustomerCalls(realm);

        assertCost(99, 1, i -> customers.signIn("known"));
    }

    @Test
    void newCustomer() {
        CustomerCalls customers = new CustomerCalls(realm);

        assertCost(99, 1, i -> customers.signIn("new" + i));
    }

    private static Answer visit() {
        return realm.calls()
                .anonymously(
                        Map.of(
                                "id_project", Demo.PROJECT,
                                "firstname", "Ada",
                                "lastname", "Guest",
                                "email", "ada@example.test",
                                "attributes", Map.of("plan", "pro")));
    }

    private static void assertCost(int statements, int commits, IntFunction<Answer> call) {
        Statements cost =
                Statements.of(
                        cluster,
                        i -> {
                            Answer answer = call.apply(i);
                            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                        });

        System.out.println(
                cost.commits()
                        + " "
                        + cost.texts().size()
                        + "\n"
                        + String.join("\n", cost.texts()));
        assertThat(cost.texts()).hasSizeLessThanOrEqualTo(statements);
        assertThat(cost.commits()).isLessThanOrEqualTo(commits);
    }
}
