// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Cluster;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.Load;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Soon;
import io.github.keycloaktiledesk.it.server.TestRealm;
import io.github.keycloaktiledesk.it.server.UserRows;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All calls are made all the time while something fails and comes back, and what is true of that.
 */
final class FaultUnderLoad {

    /** What an administrator sets who does not want callers to wait. */
    static final Map<String, String> SHORT_WAITS =
            Map.of(
                    "db-connect-timeout",
                    "3s",
                    "transaction-default-timeout",
                    "10s",
                    // Of PostgreSQL, in seconds. From 26.7 on Keycloak takes the one above for it.
                    "db-url-properties",
                    "?socketTimeout=11");

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration FAULT = Duration.ofSeconds(10);
    private static final int SEVERAL = 3;
    private static final int AGENTS = 30;

    private static final Set<String> FIRST_SIGN_INS = Set.of("visitor", "customer");
    private static final Map<String, String> VISITOR =
            Map.of("id_project", Demo.PROJECT, "firstname", "Eva");

    private final UserRows users;
    private final Map<String, Supplier<Answer>> calls;

    /** The users there are, by their ids. */
    private final Set<String> usersBefore;

    /** What there is of a user in the tables, for each kind of user. */
    private final Set<String> shapesBefore;

    private Load load;

    FaultUnderLoad(Cluster cluster) {
        TestRealm realm = TestRealm.createOn(cluster.node(0), RealmParts::hashQuickly);
        Iterator<String> agents = agents(realm);
        String known = realm.calls().anonymously(VISITOR).token();
        calls =
                Map.of(
                        "agent",
                        () -> realm.calls().signin(agents.next(), Demo.PASSWORD),
                        "visitor",
                        () -> realm.calls().anonymously(VISITOR),
                        "customer",
                        () -> new CustomerCalls(realm).signIn("id-" + UUID.randomUUID()),
                        "returning",
                        () -> realm.calls().customToken(known));
        calls.values().forEach(call -> assertThat(call.get().status()).isEqualTo(200));
        users = new UserRows(cluster, realm);
        usersBefore = users.ids();
        shapesBefore = users.shapes();
        assertThat(shapesBefore).hasSizeGreaterThan(FIRST_SIGN_INS.size());
    }

    /**
     * One after another and again: while Keycloak's brute force detection still books an agent's
     * sign-in, which it does when that has been answered, it refuses that agent.
     */
    private static Iterator<String> agents(TestRealm realm) {
        List<String> agents =
                IntStream.range(0, AGENTS).mapToObj("agent%d@example.com"::formatted).toList();
        agents.forEach(new RealmUsers(realm)::createAgent);
        return Stream.generate(() -> agents).flatMap(List::stream).iterator();
    }

    /** Users can sign in, then a fault begins, lasts until that shows, and ends. */
    void run(Runnable begin, Runnable end, Predicate<Answer> shows) {
        load = Load.of(calls);
        try {
            awaitEach(calls.keySet(), 0, SEVERAL, FaultUnderLoad::isSignedIn);
            begin.run();
            Instant over = Instant.now().plus(FAULT);
            try {
                awaitEach(FIRST_SIGN_INS, load.answers().size(), 1, shows);
                Soon.isTrue(SOON, "the fault is over", () -> Instant.now().isAfter(over));
            } finally {
                end.run();
            }
            awaitRecovered();
        } finally {
            load.end();
        }
        checkAnswers();
        checkRows();
    }

    private void awaitEach(Set<String> kinds, int from, int times, Predicate<Answer> wanted) {
        for (String kind : kinds) {
            Soon.isTrue(
                    SOON,
                    kind + " is answered as expected",
                    () -> answers(kind, from).stream().filter(wanted).count() >= times);
        }
    }

    private static boolean isSignedIn(Answer answer) {
        return answer.status() == 200;
    }

    private void awaitRecovered() {
        for (String kind : calls.keySet()) {
            int from = answers(kind, 0).size();
            Soon.isTrue(
                    SOON,
                    kind + " is answered 200 again, several times",
                    () -> {
                        List<Answer> since = answers(kind, 0);
                        return since.size() >= from + SEVERAL
                                && since.subList(since.size() - SEVERAL, since.size()).stream()
                                        .allMatch(FaultUnderLoad::isSignedIn);
                    });
        }
    }

    private List<Answer> answers(String kind, int from) {
        return load.answers().stream()
                .skip(from)
                .filter(entry -> entry.kind().equals(kind))
                .map(Load.Entry::answer)
                .toList();
    }

    private void checkAnswers() {
        assertThat(load.unanswered()).isEmpty();
        for (Load.Entry entry : load.answers()) {
            if (entry.answer().status() != 200) {
                assertThat(ErrorAnswer.check(entry.answer(), 503))
                        .as(entry.kind())
                        .isEqualTo("Temporarily unavailable");
                assertThat(entry.answer().header("Retry-After")).hasValue("5");
            }
        }
    }

    /** Nothing is written by halves, and nothing is lost that has been answered. */
    private void checkRows() {
        assertThat(users.shapes()).isEqualTo(shapesBefore);
        Set<String> made = users.ids();
        made.removeAll(usersBefore);
        List<Answer> firstSignIns =
                FIRST_SIGN_INS.stream().flatMap(kind -> answers(kind, 0).stream()).toList();
        assertThat(made)
                .containsAll(
                        firstSignIns.stream()
                                .filter(FaultUnderLoad::isSignedIn)
                                .map(Answer::userId)
                                .toList());
        // Whether a transaction is committed whose database goes away meanwhile, only that knows.
        assertThat(made).hasSizeLessThanOrEqualTo(firstSignIns.size());
        assertThat(users.sessionIds())
                .containsAll(
                        answers("agent", 0).stream()
                                .filter(FaultUnderLoad::isSignedIn)
                                .map(answer -> answer.claims().path("sid").asText())
                                .toList());
    }
}
