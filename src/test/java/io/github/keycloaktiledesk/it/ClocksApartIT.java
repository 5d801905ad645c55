// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.server.SetupCalls.findings;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Cluster;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.SetupCalls;
import io.github.keycloaktiledesk.it.server.Soon;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The clock of one of two nodes is 90 seconds off. */
@Tag("database")
@Tag("slow")
class ClocksApartIT {

    private static final Duration OFF = Duration.ofSeconds(90);

    /** What whole seconds, and the time between two looks at clocks, make of the 90. */
    private static final String ABOUT = "(89|90|91) seconds ";

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void oneIsAhead() {
        try (Cluster cluster = Cluster.startWithClocksApart(OFF)) {
            TestRealm right = TestRealm.createOn(cluster.node(0), rep -> {});
            TestRealm wrong = right.on(cluster.node(1));

            assertIsNamed("ahead of", cluster, right, wrong);
            assertTakeTokensOfEachOther(right, wrong);
            assertThat(customer(wrong, 3600).status()).isEqualTo(200);
            // To the one that is ahead it has expired.
            ErrorAnswer.assertRefused(customer(wrong, 60));
            assertThat(customer(right, 60).status()).isEqualTo(200);
        }
    }

    @Test
    void oneIsBehind() {
        try (Cluster cluster = Cluster.startWithClocksApart(OFF.negated())) {
            TestRealm right = TestRealm.createOn(cluster.node(0), rep -> {});
            TestRealm wrong = right.on(cluster.node(1));

            assertIsNamed("behind", cluster, right, wrong);
            assertTakeTokensOfEachOther(right, wrong);
            // To the one that is behind it will be issued only.
            ErrorAnswer.assertRefused(customer(wrong, 3600));
            assertThat(customer(right, 3600).status()).isEqualTo(200);
            new CustomerCalls(right).set(Map.of("clockSkew", "100"));
            Soon.isTrue(SOON, "skew allowed", () -> customer(wrong, 3600).status() == 200);
        }
    }

    private static void assertIsNamed(
            String how, Cluster cluster, TestRealm right, TestRealm wrong) {
        String token = cluster.node(0).admin().tokenManager().getAccessTokenString();
        String text = "This node's clock is about " + ABOUT + how + " the database's";

        assertThat(findings(SetupCalls.by(right, token).report(), "ok"))
                .anyMatch(finding -> finding.startsWith("clock: "));
        assertThat(cluster.node(0).log()).doesNotContain("This node's clock");
        assertThat(findings(SetupCalls.by(wrong, token).report(), "risk"))
                .anyMatch(finding -> finding.matches("clock: " + text + ".*"));
        assertThat(cluster.node(1).log().lines())
                .anyMatch(line -> line.matches(".* WARN .*" + text + ".*"));
    }

    /** They do not say from when on they are valid, and live for long. */
    private static void assertTakeTokensOfEachOther(TestRealm right, TestRealm wrong) {
        Stream.<Function<TestRealm, Answer>>of(
                        realm -> realm.calls().signin(Demo.AGENT, Demo.PASSWORD),
                        realm -> realm.calls().anonymously(Map.of("id_project", Demo.PROJECT)))
                .forEach(
                        signIn -> {
                            assertIsTaken(signIn.apply(right), wrong);
                            assertIsTaken(signIn.apply(wrong), right);
                        });
        assertIsTaken(new CustomerCalls(right).signIn("anybody"), wrong);
    }

    private static void assertIsTaken(Answer signedIn, TestRealm other) {
        Answer resumed = other.calls().customToken(signedIn.token());
        assertThat(resumed.status()).as(resumed.text()).isEqualTo(200);
        assertThat(resumed.userId()).isEqualTo(signedIn.userId());
    }

    private static Answer customer(TestRealm realm, int seconds) {
        long now = Instant.now().getEpochSecond();
        return new CustomerCalls(realm)
                .signIn(
                        Demo.customer()
                                .claim("_id", "customer-" + seconds)
                                .claim("exp", now + seconds));
    }
}
