// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.AtOnce;
import io.github.keycloaktiledesk.it.server.Cluster;
import io.github.keycloaktiledesk.it.server.GuestRows;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Somebody;
import io.github.keycloaktiledesk.it.server.Soon;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guests who do not come back, on two nodes that each look after them every four seconds. */
@Tag("database")
class GuestExpiryIT {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Duration EXPIRED = Duration.ofDays(31).plusMinutes(1);
    private static final Duration ALMOST = Duration.ofDays(31).minusMinutes(5);
    private static final String SEEN = "tiledesk.guest.seen";
    private static final Pattern RUN =
            Pattern.compile(
                    "Guests not seen for too long: (\\d+) deleted, (\\d+) left \\((\\d+) have a session, (\\d+) could not");

    private static Cluster cluster;
    private static GuestRows rows;
    private static TestRealm here;
    private static TestRealm there;
    private static TestRealm patient;
    private static TestRealm impatient;

    @BeforeAll
    static void create() {
        cluster = Cluster.get();
        rows = new GuestRows(cluster.database());
        here = realm("30");
        there = here.on(cluster.node(1));
        patient = realm("90");
        impatient = realm("1");
    }

    private static TestRealm realm(String days) {
        return TestRealm.createOn(
                cluster.node(0),
                realm -> RealmParts.step(realm, "tiledesk guest").put("expiryDays", days));
    }

    @AfterAll
    static void remove() {
        for (TestRealm realm : new TestRealm[] {here, patient, impatient}) {
            if (realm != null) {
                realm.close();
            }
        }
    }

    @Test
    void deletesOnlyGuestsWhoHaveExpired() {
        RealmUsers users = new RealmUsers(here);
        String fresh = guest(here);
        String almost = guest(here);
        String signedIn = guest(here);
        users.get(signedIn).impersonate();
        assertThat(rows.sessions(List.of(signedIn))).isPositive();
        String elsewhere = guest(patient);
        String agent = users.createAgent("agent@example.com", Map.of(SEEN, List.of(ago(EXPIRED))));
        String customer = Somebody.CUSTOMER.signIn(here).userId();
        users.change(customer, user -> user.getAttributes().put(SEEN, List.of(ago(EXPIRED))));
        List<String> staying = List.of(fresh, almost, signedIn, elsewhere, agent, customer);
        List<String> going = guests(here, 12);

        Logs logs = Logs.now();
        rows.age(List.of(almost), ALMOST);
        // At once, so that one run finds them all.
        rows.age(Stream.concat(Stream.of(signedIn, elsewhere), going.stream()).toList(), EXPIRED);

        logs.awaitDeleted(12);
        assertThat(rows.count(going)).isZero();
        assertThat(rows.count(staying)).isEqualTo(staying.size());
        assertThat(logs.runs(3)).contains(1);
        // Whoever has a session is being seen.
        assertThat(Instant.parse(users.read(signedIn).firstAttribute(SEEN)))
                .isAfter(Instant.now().minus(Duration.ofHours(1)));
        assertThat(users.count()).isEqualTo(here.on(cluster.node(1)).admin().users().count());
    }

    @Test
    void deletesTheSessionsThatHaveEnded() {
        String id = guest(here);
        new RealmUsers(here).get(id).impersonate();
        rows.execute(
                "update offline_user_session set last_session_refresh = 1, created_on = 1 where user_id = ?",
                id);

        rows.age(List.of(id), EXPIRED);

        awaitGone(List.of(id));
        assertThat(rows.sessions(List.of(id))).isZero();
    }

    @Test
    void keepsGuestsWhoseTokensAreStillGood() {
        String id = guest(impatient);
        rows.age(List.of(id), Duration.ofDays(29));
        String gone = guest(impatient);
        rows.age(List.of(gone), EXPIRED);

        awaitGone(List.of(gone));

        assertThat(rows.count(List.of(id))).isEqualTo(1);
        String warning =
                "Guests of the realm '%s' are to be deleted after 1 days, but their tokens last 2592000 seconds"
                        .formatted(impatient.name());
        Soon.isTrue(
                SOON,
                "one warning at each node",
                () ->
                        IntStream.range(0, 2)
                                .allMatch(
                                        node ->
                                                cluster.node(node).log().split(warning, -1).length
                                                        == 2));
    }

    @Test
    void deletesEachOnceAndSignsInMeanwhile() {
        Answer staying = Somebody.VISITOR.signIn(here);
        List<String> going = guests(here, 100);
        Logs logs = Logs.now();

        rows.age(going, EXPIRED);

        Soon.isTrue(SOON, "some are gone", () -> rows.count(going) < 100);
        int before = rows.count(going);
        assertThat(before).isPositive();
        assertThat(Somebody.VISITOR.signIn(there).status()).isEqualTo(200);
        assertThat(there.calls().customToken(staying.token()).status()).isEqualTo(200);
        logs.awaitDeleted(100);
        assertThat(rows.count(going)).isZero();
    }

    /**
     * A run that has to wait for somebody else's lock holds up nobody but the guests it deletes.
     */
    @Test
    void keepsWhoComesBackAtTheSameMoment() throws SQLException {
        String id = guest(here);
        Answer other = Somebody.VISITOR.signIn(here);
        rows.age(List.of(id), EXPIRED);
        try (Connection resume =
                rows.hold(
                        "update user_attribute set value = ? where name = 'tiledesk.guest.seen' and user_id = ?",
                        ago(Duration.ZERO),
                        id)) {
            Soon.isTrue(SOON, "the run waits", () -> rows.waiting("") > 0);

            assertThat(Somebody.VISITOR.signIn(there).status()).isEqualTo(200);
            assertThat(here.calls().customToken(other.token()).status()).isEqualTo(200);
            resume.commit();
        }

        Soon.isTrue(SOON, "the run goes on", () -> rows.waiting("") == 0);
        String later = guest(here);
        rows.age(List.of(later), EXPIRED);
        awaitGone(List.of(later));
        assertThat(rows.count(List.of(id))).isEqualTo(1);
    }

    @Test
    void refusesWhoComesBackWhileBeingDeleted() throws Exception {
        Answer guest = Somebody.VISITOR.signIn(here);
        rows.age(List.of(guest.userId()), EXPIRED);
        CompletableFuture<Answer> resume;
        try (Connection lock =
                rows.hold(
                        "select * from user_group_membership where user_id = ? for update",
                        guest.userId())) {
            Soon.isTrue(SOON, "the run waits", () -> rows.waiting("") > 0);
            // Read anew from the database, as after an hour.
            clearCaches();
            resume = CompletableFuture.supplyAsync(() -> there.calls().customToken(guest.token()));
            Soon.isTrue(SOON, "the resume waits", () -> rows.waiting("update USER_ATTRIBUTE") > 0);
            lock.commit();
        }

        // 503 where the other node has not been told yet that the guest is gone.
        assertThat(resume.get().status()).as(resume.get().text()).isIn(401, 503);
        awaitGone(List.of(guest.userId()));
        assertThat(there.calls().customToken(guest.token()).status()).isEqualTo(401);
    }

    @Test
    void skipsWhoCannotBeDeleted() {
        List<String> going = guests(here, 8);
        String stuck = going.get(3);
        rows.execute(
                "create function refuse() returns trigger language plpgsql as $$ begin"
                        + " raise exception 'not this one'; end $$");
        rows.execute(
                "create trigger refuse before delete on user_entity for each row when (old.id = '"
                        + stuck
                        + "') execute function refuse()");
        Logs logs = Logs.now();
        try {
            rows.age(going, EXPIRED);

            Soon.isTrue(SOON, "the others are gone", () -> rows.count(going) == 1);
            Soon.isTrue(SOON, "a run says so", () -> logs.runs(4).contains(1));
        } finally {
            rows.execute("drop function refuse cascade");
        }
        awaitGone(going);
        assertThat(rows.incomplete()).isZero();
        assertThat(logs.of(0) + logs.of(1))
                .contains("The guest " + stuck + " could not be deleted");
    }

    @Test
    void isGoneOnWithWhenANodeIsKilled() {
        List<String> going = guests(here, 150);
        Logs logs = Logs.now();
        rows.age(going, EXPIRED);
        Soon.isTrue(SOON, "some are gone", () -> rows.count(going) < 150);
        int busy = logs.busy();

        cluster.kill(busy);
        try {
            int left = rows.count(going);
            assertThat(left).isPositive();
            assertThat(rows.incomplete()).isZero();

            awaitGone(going);

            assertThat(logs.busy(1 - busy)).isTrue();
            assertThat(rows.incomplete()).isZero();
        } finally {
            cluster.restart(busy);
        }
    }

    private static void clearCaches() {
        here.admin().clearUserCache();
    }

    private static void awaitGone(List<String> ids) {
        Soon.isTrue(SOON, "guests are gone", () -> rows.count(ids) == 0);
    }

    private static String guest(TestRealm realm) {
        return Somebody.VISITOR.signIn(realm).userId();
    }

    private static List<String> guests(TestRealm realm, int many) {
        Supplier<List<String>> some =
                () -> IntStream.range(0, many / 4).mapToObj(i -> guest(realm)).toList();
        return AtOnce.call(Collections.nCopies(4, some)).stream().flatMap(List::stream).toList();
    }

    private static String ago(Duration ago) {
        return GuestRows.text(Instant.now().minus(ago));
    }

    /** What both nodes have logged since then. */
    private record Logs(List<Integer> starts) {

        static Logs now() {
            return new Logs(IntStream.range(0, 2).map(Logs::length).boxed().toList());
        }

        private static int length(int node) {
            return cluster.node(node).log().length();
        }

        private String of(int node) {
            return cluster.node(node).log().substring(starts.get(node));
        }

        /** The numbers of a group of the lines that runs end with. */
        List<Integer> runs(int group) {
            return IntStream.range(0, 2)
                    .mapToObj(this::of)
                    .flatMap(log -> RUN.matcher(log).results())
                    .map(run -> Integer.parseInt(run.group(group)))
                    .toList();
        }

        /** Waits until the runs say that they have deleted these, and none of them twice. */
        void awaitDeleted(int guests) {
            Soon.isTrue(SOON, "all are deleted", () -> deleted() >= guests);
            assertThat(deleted()).isEqualTo(guests);
        }

        private int deleted() {
            return runs(1).stream().mapToInt(Integer::intValue).sum();
        }

        boolean busy(int node) {
            return of(node).contains(" 5 guests in ");
        }

        int busy() {
            return busy(0) ? 0 : 1;
        }
    }
}
