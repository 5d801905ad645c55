package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Cluster;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Somebody;
import io.github.keycloaktiledesk.it.server.Soon;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens at one of two nodes counts at the other. */
@Tag("database")
class ClusterIT {

    /** The administrator is answered before the other nodes have been told what has changed. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private static final String NEW_SECRET = "c0ffee11-1234-4abc-8def-5ec688ed1340";

    private static TestRealm here;
    private static TestRealm there;

    @BeforeAll
    static void create() {
        Cluster cluster = Cluster.get();
        here = TestRealm.createOn(cluster.node(0), realm -> {});
        there = here.on(cluster.node(1));
    }

    @AfterAll
    static void remove() {
        if (here != null) {
            here.close();
        }
    }

    @RepeatedTest(10)
    void makesOneUserOfEightFirstSignInsAtTheSameMoment(RepetitionInfo round) {
        FirstSignIns.assertMakeOneUser("race-" + round.getCurrentRepetition(), here, there);
    }

    @ParameterizedTest
    @EnumSource(Somebody.class)
    void resumesWhoHasSignedInAtTheOther(Somebody somebody) {
        Answer answer = somebody.signIn(here);

        Answer again = there.calls().customToken(answer.token());

        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.userId()).isEqualTo(answer.userId());
    }

    /** Both nodes have the user in their caches when it is disabled. */
    @ParameterizedTest
    @EnumSource(Somebody.class)
    void refusesWhoWasDisabledAtTheOther(Somebody somebody) {
        RealmUsers users = new RealmUsers(here);
        Answer answer = somebody.signIn(here);
        assertThat(resume(there, answer)).isEqualTo(200);

        users.change(answer.userId(), user -> user.setEnabled(false));

        try {
            Soon.isTrue(AT_ONCE, "no resume", () -> resume(there, answer) == 401);
        } finally {
            users.change(answer.userId(), user -> user.setEnabled(true));
        }
    }

    @Test
    void knowsWhatWasSavedOfTheProviderAtTheOther() {
        CustomerCalls customers = new CustomerCalls(here);
        Answer before = new CustomerCalls(there).signIn("saved-1");

        customers.set(Map.of("clientSecret", NEW_SECRET));
        Soon.isTrue(AT_ONCE, "the new secret", () -> signIn(there, NEW_SECRET) == 200);
        assertThat(signIn(there, Demo.SECRET)).isEqualTo(401);

        customers.change(provider -> provider.setEnabled(false));
        Soon.isTrue(AT_ONCE, "no sign-in", () -> signIn(there, NEW_SECRET) == 401);
        assertThat(resume(there, before)).isEqualTo(401);

        customers.change(
                provider -> {
                    provider.setEnabled(true);
                    provider.getConfig().put("clientSecret", Demo.SECRET);
                });
        Soon.isTrue(AT_ONCE, "the old secret", () -> signIn(there, Demo.SECRET) == 200);
        assertThat(signIn(there, NEW_SECRET)).isEqualTo(401);
        assertThat(resume(there, before)).isEqualTo(200);
    }

    private static int signIn(TestRealm node, String secret) {
        return node.calls().customToken(Demo.customer().sign(secret)).status();
    }

    private static int resume(TestRealm node, Answer signedIn) {
        return node.calls().customToken(signedIn.token()).status();
    }
}
