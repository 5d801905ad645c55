// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.server.SetupCalls.findings;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Cluster;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.SetupCalls;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RealmRepresentation;

/** The clocks of two of three nodes are 90 seconds off. */
@Tag("database")
@Tag("slow")
class ClocksApartIT {

    private static final Duration OFF = Duration.ofSeconds(90);

    /** What whole seconds, and the time between two looks at clocks, make of the 90. */
    private static final String ABOUT = "(89|90|91) seconds ";

    /** In seconds. Less than the clocks differ, and more than what is done with a token takes. */
    private static final String BRIEF = "60";

    private static final int AHEAD = 1;
    private static final int BEHIND = 2;

    private static Cluster cluster;

    private final TestRealm right = TestRealm.createOn(cluster.node(0), ClocksApartIT::brief);

    private static void brief(RealmRepresentation realm) {
        RealmParts.step(realm, "tiledesk custom token").put("tokenLifetime", BRIEF);
    }

    @BeforeAll
    static void start() {
        cluster = Cluster.startWithClocks(List.of(Duration.ZERO, OFF, OFF.negated()));
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void oneIsRight() {
        assertThat(findings(report(0), "ok")).anyMatch(ok -> ok.startsWith("clock: "));
        assertThat(cluster.node(0).log()).doesNotContain("This node's clock");
    }

    @Test
    void oneIsAhead() {
        TestRealm ahead = right.on(cluster.node(AHEAD));

        assertIsNamed("ahead of", AHEAD);
        assertTakeTokensOfEachOther(ahead);
        assertEndsEarlier(customer(right, 3600), ahead);
        assertIsTaken(customer(ahead, 3600), right);
        // To the one that is ahead it has expired.
        ErrorAnswer.assertRefused(customer(ahead, 60));
        assertThat(customer(right, 60).status()).isEqualTo(200);
    }

    @Test
    void oneIsBehind() {
        TestRealm behind = right.on(cluster.node(BEHIND));

        assertIsNamed("behind", BEHIND);
        assertTakeTokensOfEachOther(behind);
        assertIsTaken(customer(right, 3600), behind);
        // To the one that is behind it has not been issued yet.
        ErrorAnswer.assertRefused(customer(behind, 3600));
        new CustomerCalls(behind).set(Map.of("clockSkew", "100"));
        assertEndsEarlier(customer(behind, 3600), right);
    }

    private Answer report(int node) {
        // Its own: an administrator's token lives for a minute.
        String token = cluster.node(node).admin().tokenManager().getAccessTokenString();
        return SetupCalls.by(right.on(cluster.node(node)), token).report();
    }

    private void assertIsNamed(String how, int node) {
        String text = "This node's clock is about " + ABOUT + how + " the database's";

        assertThat(findings(report(node), "risk"))
                .anyMatch(risk -> risk.matches("clock: " + text + ".*"));
        assertThat(cluster.node(node).log().lines())
                .anyMatch(line -> line.matches(".* WARN .*" + text + ".*"));
    }

    /** Of agents and visitors: they do not say from when on they are valid, and live for long. */
    private void assertTakeTokensOfEachOther(TestRealm wrong) {
        Stream.<Function<TestRealm, Answer>>of(
                        realm -> realm.calls().signin(Demo.AGENT, Demo.PASSWORD),
                        realm -> realm.calls().anonymously(Map.of("id_project", Demo.PROJECT)))
                .forEach(
                        signIn -> {
                            assertIsTaken(signIn.apply(right), wrong);
                            assertIsTaken(signIn.apply(wrong), right);
                        });
    }

    private static void assertIsTaken(Answer signedIn, TestRealm other) {
        assertThat(signedIn.status()).as(signedIn.text()).isEqualTo(200);
        Answer resumed = other.calls().customToken(signedIn.token());
        assertThat(resumed.status()).as(resumed.text()).isEqualTo(200);
        assertThat(resumed.userId()).isEqualTo(signedIn.userId());
    }

    private static void assertEndsEarlier(Answer signedIn, TestRealm other) {
        assertThat(signedIn.status()).as(signedIn.text()).isEqualTo(200);
        ErrorAnswer.assertRefused(other.calls().customToken(signedIn.token()));
    }

    /** Signs in with a token of a site whose clock is right. */
    private static Answer customer(TestRealm realm, int seconds) {
        long now = Instant.now().getEpochSecond();
        return new CustomerCalls(realm)
                .signIn(
                        Demo.customer()
                                .claim("_id", "customer-" + seconds)
                                .claim("exp", now + seconds));
    }
}
