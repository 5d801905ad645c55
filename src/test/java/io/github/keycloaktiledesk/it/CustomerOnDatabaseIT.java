// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.server.SetupCalls.findings;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.AtOnce;
import io.github.keycloaktiledesk.it.server.Cluster;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.DatabaseKind;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.LdapServer;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.SetupCalls;
import io.github.keycloaktiledesk.it.server.Somebody;
import io.github.keycloaktiledesk.it.server.TestRealm;
import io.github.keycloaktiledesk.it.server.UserRows;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.UserRepresentation;

/** Sign-ins with Keycloak in production mode, on databases that do and do not tell case apart. */
@Tag("database")
@ParameterizedClass
@EnumSource(DatabaseKind.class)
record CustomerOnDatabaseIT(DatabaseKind database) {

    private static DatabaseKind kind;
    private static Cluster cluster;
    private static TestRealm realm;

    @BeforeParameterizedClassInvocation
    static void start(DatabaseKind database) {
        kind = database;
        cluster = Cluster.start(database, 1);
        realm =
                TestRealm.createOn(
                        cluster.node(0),
                        changes -> {
                            changes.setEditUsernameAllowed(true);
                            changes.setFederatedUsers(List.of(federatedAgent()));
                        });
        LdapServer.federateDisabled(realm);
    }

    /** What Keycloak keeps itself of an agent who is in a directory that it does not import. */
    private static UserRepresentation federatedAgent() {
        UserRepresentation agent = new UserRepresentation();
        agent.setId("f:directory:somebody");
        agent.setAttributes(Map.of("tiledesk.id", List.of("Federated-é")));
        return agent;
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (cluster != null) {
            cluster.close();
            cluster = null;
        }
    }

    @ParameterizedTest
    @EnumSource(Somebody.class)
    void signsEverybodyInAndAgain(Somebody somebody) {
        Answer answer = somebody.signIn(realm);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        Answer again = realm.calls().customToken(answer.token());
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.userId()).isEqualTo(answer.userId());
    }

    @RepeatedTest(10)
    void makesOneUserOfEightFirstSignInsAtTheSameMoment(RepetitionInfo round) {
        FirstSignIns.assertMakeOneUser("race-" + round.getCurrentRepetition(), realm);
    }

    /** What nobody has verified yet is looked for in the database. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://tiledesk.com/projects/a\u0000b",
                "https://tiledesk.com/subscriptions/a\u0000b",
                "https://tile\u0000desk.com/subscriptions/ab",
                "https://tiledesk.com/projects/\uD83D\uDE00'\"%_"
            })
    void refusesAudiencesThatADatabaseWouldNotTake(String audience) {
        CustomToken token = Demo.customer().claim("aud", audience);

        ErrorAnswer.check(realm.calls().customToken(token.sign("whatever")), 401);
        ErrorAnswer.check(
                realm.calls()
                        .customToken(
                                token.claim(
                                                "aud",
                                                "https://tiledesk.com/projects/"
                                                        + "p".repeat(40_000))
                                        .sign("whatever")),
                401);
    }

    /** The health report asks each kind of database for its time in that database's own words. */
    @Test
    void hasADatabaseThatTellsItsTime() {
        String token = cluster.node(0).admin().tokenManager().getAccessTokenString();

        assertThat(findings(SetupCalls.by(realm, token).report(), "ok"))
                .contains("clock: This node's clock and the database's agree");
    }

    /** What makes the tests of ids below worth their while. */
    @Test
    void hasADatabaseThatComparesAsItShould() {
        new CustomerCalls(realm).signIn("Compared-é");

        assertThat(new RealmUsers(realm).linkedTo(Demo.PROVIDER, "cOMPARED-e "))
                .hasSize(database == DatabaseKind.MARIADB ? 1 : 0);
    }

    @Test
    void tellsIdsApartThatDifferInCaseAccentsOrBlanksOnly() {
        assertAreTheirOwn(
                List.of("Abc", "aBC", "abc ", "ábc", "a\u0301bc", "ａbc"),
                ids -> ids.stream().map(new CustomerCalls(realm)::signIn).toList());
    }

    @Test
    void tellsSuchIdsApartAlsoAtTheSameMoment() {
        assertAreTheirOwn(
                List.of("Xyz", "xYZ", "xyz ", "xýz", "xy\u0301z", "ｘyz", "xyz", "XYZ"),
                ids ->
                        AtOnce.call(
                                ids.stream()
                                        .<Supplier<Answer>>map(
                                                id -> () -> new CustomerCalls(realm).signIn(id))
                                        .toList()));
    }

    /** Their names no longer tell them apart, but their links do. */
    @Test
    void tellsSuchIdsApartAlsoWhereTheAdministratorHasChangedUserNames() {
        CustomerCalls customers = new CustomerCalls(realm);
        String one = customers.signIn("Renamed").userId();
        String other = customers.signIn("rENAMED").userId();

        new RealmUsers(realm).change(one, user -> user.setUsername("somebody"));

        assertThat(customers.signIn("Renamed").userId()).isEqualTo(one);
        assertThat(customers.signIn("rENAMED").userId()).isEqualTo(other);
    }

    @Test
    void takesAnIdThatIsOnlyLikeThatOfAnAgent() {
        new RealmUsers(realm)
                .createAgent("like@example.com", Map.of("tiledesk.id", List.of("Agent-é")));

        Answer answer = new CustomerCalls(realm).signIn("aGENT-e ");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @Test
    void takesAnIdThatIsOnlyLikeThatOfAnAgentOfAFederation() {
        CustomerCalls customers = new CustomerCalls(realm);

        for (int signIn = 1; signIn <= 2; signIn++) {
            Answer answer = customers.signIn("fEDERATED-e ");
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }

        ErrorAnswer.check(customers.signIn("Federated-é"), 409);
    }

    /** Some databases take more e-mails for the same than Keycloak does, and some fewer. */
    @Test
    void takesNoEmailForAnotherThatOnlyLooksLikeIt() {
        try (TestRealm own = TestRealm.createOn(cluster.node(0), EmailLookalikes::prepare)) {
            EmailLookalikes lookalikes = new EmailLookalikes(own);
            lookalikes.assertSignInNobody();
            lookalikes.assertLinkNobody();
            new CustomerCalls(own).change(provider -> provider.setTrustEmail(true));
            lookalikes.assertLinkNobody();
        }
    }

    private static void assertAreTheirOwn(
            List<String> ids, Function<List<String>, List<Answer>> signIn) {
        List<Answer> first = signIn.apply(ids);

        assertThat(first).extracting(Answer::status).containsOnly(200);
        assertThat(first).extracting(Answer::userId).doesNotHaveDuplicates();
        assertThat(first).extracting(CustomerOnDatabaseIT::id).isEqualTo(ids);
        assertAreThese(first, signIn.apply(ids));
        // Whoever has come a moment ago is looked for more carefully. Out of the database, and then
        // out of the cache:
        if (kind == DatabaseKind.POSTGRESQL) { // Tests have no way into the other one.
            new UserRows(cluster, realm).age();
        }
        assertAreThese(first, signIn.apply(ids));
        assertAreThese(first, signIn.apply(ids));
        assertAreThese(
                first,
                first.stream().map(answer -> realm.calls().customToken(answer.token())).toList());
    }

    private static void assertAreThese(List<Answer> first, List<Answer> again) {
        assertThat(again).extracting(Answer::status).containsOnly(200);
        assertThat(again)
                .extracting(Answer::userId)
                .isEqualTo(first.stream().map(Answer::userId).toList());
        assertThat(again)
                .extracting(CustomerOnDatabaseIT::id)
                .isEqualTo(first.stream().map(CustomerOnDatabaseIT::id).toList());
    }

    private static String id(Answer answer) {
        return answer.claims().path("_id").asText();
    }
}
