// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.AtOnce;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Cluster;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.JwksProject;
import io.github.keycloaktiledesk.it.server.JwksServer;
import io.github.keycloaktiledesk.it.server.Providers;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.SigningKey;
import io.github.keycloaktiledesk.it.server.Somebody;
import io.github.keycloaktiledesk.it.server.Soon;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
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

    /**
     * The administrator is answered before the other nodes have been told what has changed; how
     * long that takes depends on how busy the machine is.
     */
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final String NEW_SECRET = "c0ffee11-1234-4abc-8def-5ec688ed1340";

    private static final int FAILURES = 4;
    private static final String ONCE = "once";
    private static final JwksProject PASTED = new JwksProject("pasted");
    private static final JwksProject PUBLISHED = new JwksProject("published");
    private static final SigningKey FIRST = SigningKey.generate("ES256", "first");
    private static final SigningKey SECOND = SigningKey.generate("ES256", "second");

    @AutoClose private static final JwksServer SITE = JwksServer.start();

    private static TestRealm here;
    private static TestRealm there;

    @BeforeAll
    static void create() {
        Cluster cluster = Cluster.get();
        SITE.publish(FIRST);
        here =
                TestRealm.createOn(
                        cluster.node(0),
                        realm -> {
                            RealmParts.addProvider(realm, ONCE, ONCE, Demo.SECRET);
                            realm.getIdentityProviders()
                                    .get(1)
                                    .getConfig()
                                    .put("singleUse", "true");
                            RealmParts.addKeyProvider(
                                    realm,
                                    PASTED.name(),
                                    "ES256",
                                    Map.of("publicKeys", SigningKey.jwks(FIRST)));
                            PUBLISHED.addTo(realm, SITE.url(cluster.node(0)));
                            RealmParts.step(realm, "tiledesk custom token")
                                    .put("takeOverGuests", "true");
                            realm.setBruteForceProtected(true);
                            realm.setFailureFactor(FAILURES);
                            realm.setQuickLoginCheckMilliSeconds(0L);
                        });
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
            Soon.isTrue(SOON, "no resume", () -> resume(there, answer) == 401);
        } finally {
            users.change(answer.userId(), user -> user.setEnabled(true));
        }
    }

    @Test
    void knowsWhatWasSavedOfTheProviderAtTheOther() {
        CustomerCalls customers = new CustomerCalls(here);
        Answer before = new CustomerCalls(there).signIn("saved-1");

        customers.set(Map.of("clientSecret", NEW_SECRET));
        Soon.isTrue(SOON, "the new secret", () -> signIn(there, NEW_SECRET) == 200);
        assertThat(signIn(there, Demo.SECRET)).isEqualTo(401);

        customers.change(provider -> provider.setEnabled(false));
        Soon.isTrue(SOON, "no sign-in", () -> signIn(there, NEW_SECRET) == 401);
        assertThat(resume(there, before)).isEqualTo(401);

        customers.change(
                provider -> {
                    provider.setEnabled(true);
                    provider.getConfig().put("clientSecret", Demo.SECRET);
                });
        Soon.isTrue(SOON, "the old secret", () -> signIn(there, Demo.SECRET) == 200);
        assertThat(signIn(there, NEW_SECRET)).isEqualTo(401);
        assertThat(resume(there, before)).isEqualTo(200);
    }

    /** Which no form would take, and none of Keycloak's caches tells of. */
    @Test
    void noticesThatTwoProvidersClaimAProjectSinceTheOther() {
        CustomerCalls customers = new CustomerCalls(there);
        Providers providers = new Providers(here);
        providers.add("twin", Map.of("clientId", "twin", "clientSecret", Demo.SECRET));
        assertThat(customers.signIn("twin-1").status()).isEqualTo(200);

        providers.plant("twin", Map.of("clientId", Demo.PROJECT));
        Soon.isTrue(SOON, "no sign-in", () -> customers.signIn("twin-1").status() == 401);

        providers.remove("twin");
        Soon.isTrue(SOON, "a sign-in", () -> customers.signIn("twin-1").status() == 200);
    }

    /** Keycloak's cache there still has the link, of which it is told nothing. */
    @Test
    void forgetsAnAgentsLinkToAProviderThatWasMadeAnewAtTheOther() {
        try (TestRealm own = TestRealm.createOn(Cluster.get().node(0), realm -> {})) {
            TestRealm other = own.on(Cluster.get().node(1));
            CustomerCalls customers = new CustomerCalls(own);
            Providers providers = new Providers(own);
            String agent = new RealmUsers(own).idOf(Demo.AGENT);
            customers.set(Map.of("allowExistingUsers", "true"));
            customers.link(agent, "linked");
            Answer before = new CustomerCalls(other).signIn("linked");
            assertThat(before.userId()).isEqualTo(agent);
            assertThat(resume(other, before)).isEqualTo(200);

            providers.remove(Demo.PROVIDER);
            providers.add(
                    Demo.PROVIDER,
                    Map.of(
                            "clientId",
                            Demo.PROJECT,
                            "clientSecret",
                            NEW_SECRET,
                            "allowExistingUsers",
                            "true"));

            String jwt = Demo.customer().claim("_id", "linked").sign(NEW_SECRET);
            Soon.isTrue(SOON, "a sign-in", () -> send(other, jwt) == 200);
            assertThat(resume(other, before)).isEqualTo(401);
            assertThat(other.calls().customToken(jwt).userId()).isNotEqualTo(agent);
        }
    }

    /** One that lacks a setting, with which nobody is signed in. */
    @Test
    void followsTheMapperThatWasAddedAtTheOther() {
        CustomerCalls customers = new CustomerCalls(here);
        CustomerCalls others = new CustomerCalls(there);
        assertThat(others.signIn("mapped").status()).isEqualTo(200);

        String mapper =
                customers.map(
                        "no claim",
                        "tiledesk-claim-attribute",
                        Map.of("user.attribute", "plan", "syncMode", "FORCE"));
        assertThat(others.signIn("mapped").status()).isEqualTo(401);

        customers.unmap(mapper);
        assertThat(others.signIn("mapped").status()).isEqualTo(200);
    }

    @RepeatedTest(5)
    void takesATokenOnceOfEightTimesAtTheSameMoment(RepetitionInfo round) {
        String jwt = single("at-once-" + round.getCurrentRepetition());

        List<Integer> statuses =
                AtOnce.call(
                        IntStream.range(0, 8)
                                .<Supplier<Integer>>mapToObj(
                                        i -> () -> send(i % 2 == 0 ? here : there, jwt))
                                .toList());

        assertThat(statuses).containsExactlyInAnyOrder(200, 401, 401, 401, 401, 401, 401, 401);
    }

    @Test
    void takesNoTokenThatWasUsedAtTheOther() {
        String jwt = single("used-here");
        assertThat(send(here, jwt)).isEqualTo(200);
        assertThat(send(there, jwt)).isEqualTo(401);

        String another = single("used-there");
        assertThat(send(there, another)).isEqualTo(200);
        assertThat(send(here, another)).isEqualTo(401);
        assertThat(new RealmEvents(here).refusals().get(0)).isEqualTo("jti has been used");
    }

    @Test
    void knowsThePublicKeyThatWasPastedAtTheOther() {
        assertTakes(PASTED, FIRST, SECOND, here);
        assertTakes(PASTED, FIRST, SECOND, there);

        new Providers(here).set(PASTED.alias(), Map.of("publicKeys", SigningKey.jwks(SECOND)));

        Soon.isTrue(SOON, "no old key", () -> status(PASTED, FIRST, there) == 401);
        assertTakes(PASTED, SECOND, FIRST, there);
        assertTakes(PASTED, SECOND, FIRST, here);
    }

    /** The keys' ids are known, so that nothing but the save has them fetched anew. */
    @Test
    void forgetsTheFetchedKeysOfAProviderThatWasSavedAtTheOther() {
        assertThat(status(PUBLISHED, FIRST, here)).isEqualTo(200);
        assertThat(status(PUBLISHED, FIRST, there)).isEqualTo(200);
        assertThat(SITE.requests()).isEqualTo(2);
        SITE.publish(SECOND);
        assertThat(status(PUBLISHED, FIRST, there)).isEqualTo(200);

        new Providers(here).change(PUBLISHED.alias(), unchanged -> {});

        Soon.isTrue(SOON, "no old key", () -> status(PUBLISHED, FIRST, there) == 401);
        assertTakes(PUBLISHED, SECOND, FIRST, there);
        assertTakes(PUBLISHED, SECOND, FIRST, here);
        assertThat(SITE.requests()).isEqualTo(4);
    }

    @Test
    void refusesAnAgentWhoHasFailedTooOftenAtTheOther() {
        Failures failures = new Failures("locked@example.com");
        for (int i = 0; i < FAILURES; i++) {
            failures.add(here);
        }

        assertThat(signInAgent(there, failures.email)).isEqualTo(401);
        assertThat(signInAgent(here, failures.email)).isEqualTo(401);
        failures.clear();
        Soon.isTrue(SOON, "not locked any more", () -> signInAgent(there, failures.email) == 200);
    }

    /** As many as the realm allows at neither of them. */
    @Test
    void countsAnAgentsFailuresAtBothTogether() {
        Failures failures = new Failures("watched@example.com");
        for (int i = 0; i < FAILURES; i++) {
            failures.add(i % 2 == 0 ? here : there);
        }

        assertThat(signInAgent(here, failures.email)).isEqualTo(401);
        assertThat(signInAgent(there, failures.email)).isEqualTo(401);
    }

    /** However many come at once: each node looks at one password of an agent at a time. */
    @Test
    void looksAtNoMorePasswordsThoughManyComeToBothAtOnce() {
        String email = "flooded@example.com";
        String id = new RealmUsers(here).createAgent(email);

        for (int i = 0; i < 3; i++) {
            List<Integer> statuses =
                    AtOnce.call(
                            IntStream.range(0, 16)
                                    .<Supplier<Integer>>mapToObj(
                                            guess ->
                                                    () ->
                                                            (guess % 2 == 0 ? here : there)
                                                                    .calls()
                                                                    .signin(email, "no " + guess)
                                                                    .status())
                                    .toList());
            assertThat(statuses).containsOnly(401);
        }

        // Keycloak looks at the count before it takes an agent's turn, so that a few may pass after
        // the last failure was counted. Nodes that count alone look at twice as many.
        assertThat(checkedPasswords(id)).isBetween((long) FAILURES, 2L * FAILURES - 1);
        assertThat(signInAgent(here, email)).isEqualTo(401);
        assertThat(signInAgent(there, email)).isEqualTo(401);
    }

    /** Whom the protector turns away is no invalid credential. */
    private static long checkedPasswords(String id) {
        return here
                .admin()
                .getEvents(List.of("LOGIN_ERROR"), null, id, null, null, null, 0, 1000)
                .stream()
                .filter(event -> "invalid_user_credentials".equals(event.getError()))
                .count();
    }

    @RepeatedTest(3)
    void takesAGuestOverOnceThoughBothAreAskedAtTheSameMoment(RepetitionInfo round) {
        Answer guest = Somebody.VISITOR.signIn(here);
        String jwt =
                Demo.customer()
                        .claim("_id", "former-guest-" + round.getCurrentRepetition())
                        .sign(Demo.SECRET);

        List<Answer> answers =
                AtOnce.call(
                        IntStream.range(0, 6)
                                .<Supplier<Answer>>mapToObj(
                                        i -> () -> takeOver(i % 2 == 0 ? here : there, jwt, guest))
                                .toList());

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers).extracting(Answer::userId).containsOnly(answers.get(0).userId());
        assertThat(answers.stream().filter(answer -> answer.json().at("/user").has("formerId")))
                .hasSize(1);
        assertThat(resume(here, guest)).isEqualTo(401);
    }

    private static Answer takeOver(TestRealm node, String jwt, Answer guest) {
        return node.calls()
                .post(
                        Calls.CUSTOM_TOKEN,
                        Map.of("Authorization", "JWT " + jwt, "Content-Type", "application/json"),
                        "{\"guest_token\":\"%s\"}".formatted(guest.token()).getBytes(UTF_8));
    }

    /** Wrong passwords of one agent, each counted before the next: that takes Keycloak a moment. */
    private static final class Failures {

        private final String email;
        private final String id;

        Failures(String email) {
            this.email = email;
            this.id = new RealmUsers(here).createAgent(email);
        }

        /** At this node, seen at both. */
        void add(TestRealm node) {
            int before = count(node);
            assertThat(node.calls().signin(email, "wrong").status()).isEqualTo(401);
            Soon.isTrue(
                    SOON,
                    "the failure is counted at both",
                    () -> count(here) == before + 1 && count(there) == before + 1);
        }

        private int count(TestRealm node) {
            Object failures =
                    node.admin().attackDetection().bruteForceUserStatus(id).get("numFailures");
            return ((Number) failures).intValue();
        }

        void clear() {
            here.admin().attackDetection().clearBruteForceForUser(id);
        }
    }

    private static int signInAgent(TestRealm node, String email) {
        return node.calls().signin(email, Demo.PASSWORD).status();
    }

    private static String single(String jti) {
        return Demo.customer()
                .claim("_id", jti)
                .claim("jti", jti)
                .claim("aud", "https://tiledesk.com/projects/" + ONCE)
                .sign(Demo.SECRET);
    }

    private static void assertTakes(
            JwksProject project, SigningKey good, SigningKey bad, TestRealm node) {
        assertThat(status(project, good, node)).isEqualTo(200);
        assertThat(status(project, bad, node)).isEqualTo(401);
    }

    private static int status(JwksProject project, SigningKey key, TestRealm node) {
        return project.signIn(node, key).status();
    }

    private static int send(TestRealm node, String jwt) {
        return node.calls().customToken(jwt).status();
    }

    private static int signIn(TestRealm node, String secret) {
        return node.calls().customToken(Demo.customer().sign(secret)).status();
    }

    private static int resume(TestRealm node, Answer signedIn) {
        return node.calls().customToken(signedIn.token()).status();
    }
}
