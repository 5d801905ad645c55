// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.AtOnce;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.FlowEditor;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.MembershipStep;
import io.github.keycloaktiledesk.it.server.Pending;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.RecordedTiledesk;
import io.github.keycloaktiledesk.it.server.Soon;
import io.github.keycloaktiledesk.it.server.TestRealm;
import io.github.keycloaktiledesk.it.server.TokenEndpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.EventRepresentation;

/** Visitors and customers become members of their project at Tiledesk, and nobody else does. */
class ProjectMembershipIT {

    private static final String ATTRIBUTE = "tiledesk.membership";
    private static final String BODY = "{\"id_project\":\"" + Demo.PROJECT + "\"}";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String OTHER = "5ec688ed13400f0012c2edd2";

    @AutoClose private final TestRealm realm = TestRealm.create();
    @AutoClose private final RecordedTiledesk tiledesk = RecordedTiledesk.start();
    private final RealmUsers users = new RealmUsers(realm);
    private final CustomerCalls customers = new CustomerCalls(realm);

    @Test
    void isMadeOnceForAVisitor() {
        require(Map.of());

        Answer visitor = visit();

        assertThat(tiledesk.received())
                .singleElement()
                .satisfies(
                        request -> {
                            assertThat(request.line())
                                    .isEqualTo("POST /auth/signinWithCustomToken");
                            assertThat(request.authorization()).isEqualTo("JWT " + visitor.token());
                            assertThat(request.body()).isEqualTo(BODY);
                        });
        assertThat(memberships(visitor)).containsExactly(Demo.PROJECT);
        assertThat(resume(visitor).status()).isEqualTo(200);
        assertThat(resume(visitor).status()).isEqualTo(200);
        assertThat(tiledesk.requests()).isEqualTo(1);
        assertThat(KeycloakServer.get().log()).doesNotContain(visitor.token());
    }

    @Test
    void isMadeOnceForACustomerAndProject() {
        require(tiledesk.url(KeycloakServer.get()) + "/v3/", Map.of());

        Answer customer = ok(customers.signIn(Demo.customer()));
        ok(customers.signIn(Demo.customer()));
        ok(resume(customer));

        assertThat(tiledesk.received())
                .singleElement()
                .satisfies(
                        request -> {
                            assertThat(request.line())
                                    .isEqualTo("POST /v3/auth/signinWithCustomToken");
                            assertThat(request.body()).isEqualTo(BODY);
                        });

        customers.set(Map.of("clientId", OTHER));
        ok(
                customers.signIn(
                        Demo.customer().claim("aud", "https://tiledesk.com/projects/" + OTHER)));

        assertThat(tiledesk.received()).hasSize(2);
        assertThat(tiledesk.received().get(1).body()).contains(OTHER);
        assertThat(tiledesk.received().get(1).cookie()).isNull();
        assertThat(memberships(customer)).containsExactlyInAnyOrder(Demo.PROJECT, OTHER);
    }

    @Test
    void isMadeUpForWhenTheUserComesBack() {
        require(Map.of());
        tiledesk.answer(500, "secret");

        Answer visitor = visit();
        assertThat(memberships(visitor)).isEmpty();
        Answer resumed = ok(resume(visitor));
        assertThat(tiledesk.requests()).isEqualTo(2);
        tiledesk.accept();
        ok(resume(resumed));
        ok(resume(resumed));

        assertThat(tiledesk.requests()).isEqualTo(3);
        assertThat(memberships(visitor)).containsExactly(Demo.PROJECT);
        assertThat(KeycloakServer.get().log().lines())
                .filteredOn(line -> line.contains("WARN") && line.contains(realm.name()))
                .singleElement()
                .asString()
                .contains("Tiledesk answers 500")
                .doesNotContain("secret", "eyJ");
    }

    @Test
    void refusesTheVisitorWhereTheAdminSaysSo() {
        require(Map.of("onFailure", "refuse"));
        int before = users.count();
        tiledesk.answer(500, "");

        assertUnavailable(visitorsCall());

        assertThat(users.count()).isEqualTo(before);
        EventRepresentation event = new RealmEvents(realm).single("LOGIN_ERROR");
        assertThat(event.getError()).isEqualTo("tiledesk_membership_failed");
        assertThat(event.getClientId()).isEqualTo(Demo.CLIENT);
        assertThat(event.getIpAddress()).isNotBlank();
        assertThat(event.getDetails())
                .containsEntry("reason", "Tiledesk answers 500")
                .containsEntry("tiledesk_call", "signinAnonymously");
    }

    @Test
    void keepsTheCustomerWhomItRefuses() {
        require(Map.of("onFailure", "refuse"));
        tiledesk.answer(403, "");
        assertUnavailable(customers.signIn(Demo.customer()));
        tiledesk.accept();

        Answer customer = ok(customers.signIn(Demo.customer()));

        assertThat(memberships(customer)).containsExactly(Demo.PROJECT);
        tiledesk.answer(500, "");
        ok(resume(customer));
    }

    /** A server that is down is left alone; one user who is refused says nothing about others. */
    @ParameterizedTest
    @CsvSource({"500,5", "302,5", "404,5", "403,7"})
    void doesNotAskAServerAgainThatFails(int status, int asked) {
        require(Map.of());
        try (RecordedTiledesk elsewhere = RecordedTiledesk.start()) {
            if (status == 302) {
                tiledesk.redirect(elsewhere.url(KeycloakServer.get()));
            } else {
                tiledesk.answer(status, "");
            }

            for (int i = 0; i < 7; i++) {
                visit();
            }

            assertThat(tiledesk.requests()).isEqualTo(asked);
            assertThat(elsewhere.requests()).isZero();
        }
    }

    @Test
    void usesHttpOnlyIfTheAdminAllowsIt() {
        try (RecordedTiledesk plain = RecordedTiledesk.startPlain()) {
            require(plain.url(KeycloakServer.get()), Map.of("onFailure", "refuse"));

            assertUnavailable(visitorsCall());
            assertThat(plain.requests()).isZero();
            assertThat(new RealmEvents(realm).refusals())
                    .containsExactly("the base URL is an http address, which is not allowed");

            new MembershipStep(realm).configure(Map.of("allowHttp", "true"));
            visit();
            assertThat(plain.requests()).isEqualTo(1);
        }
    }

    @Test
    void isForNoProjectThatALaterRequestNames() {
        require(Map.of());
        tiledesk.answer(500, "");
        Answer visitor = visit();

        ok(
                realm.calls()
                        .post(
                                Calls.CUSTOM_TOKEN,
                                Map.of(
                                        "Authorization",
                                        "JWT " + visitor.token(),
                                        "Content-Type",
                                        "application/json"),
                                ("{\"id_project\":\"" + OTHER + "\"}")
                                        .getBytes(StandardCharsets.UTF_8)));

        assertThat(tiledesk.received())
                .extracting(RecordedTiledesk.Request::body)
                .containsExactly(BODY, BODY);
    }

    @Test
    void doesNotGoRoundInCircles() {
        require(Map.of("onFailure", "refuse"));
        tiledesk.leadTo(realm.tiledesk());

        assertUnavailable(visitorsCall());

        assertThat(tiledesk.requests()).isEqualTo(1);
        assertThat(new RealmEvents(realm).refusals())
                .containsExactly("the base URL leads back to Keycloak");
        Answer looped =
                realm.calls()
                        .post(
                                Calls.ANONYMOUSLY,
                                Map.of("Via", "1.1 keycloak-tiledesk"),
                                new byte[0]);
        ErrorAnswer.check(looped, 508);
    }

    @Test
    void leavesAgentsAndOrdinaryGrantsAlone() {
        require(Map.of("onFailure", "refuse"));
        tiledesk.answer(500, "");

        Answer agent = ok(realm.calls().signin(Demo.AGENT, Demo.PASSWORD));
        ok(resume(agent));
        assertThat(
                        new TokenEndpoint(realm)
                                .post(
                                        TokenEndpoint.passwordGrant(
                                                Demo.CLIENT, Demo.AGENT, Demo.PASSWORD))
                                .status())
                .isEqualTo(200);

        assertThat(tiledesk.requests()).isZero();
    }

    /** A step that always succeeds is no sign-in. */
    @Test
    void opensNoDoorThatTheFlowKeepsShut() {
        require(Map.of());
        new FlowEditor(realm).require(FlowEditor.SIGN_IN, FlowEditor.VISITORS, "DISABLED");

        ErrorAnswer.check(visitorsCall(), 403);

        assertThat(tiledesk.requests()).isZero();
    }

    @Test
    void isSetForOneBranchIfTheAdminWantsSo() {
        FlowEditor flow = new FlowEditor(realm);
        flow.add(FlowEditor.VISITORS, MembershipStep.ID, "REQUIRED");
        flow.settings(
                FlowEditor.VISITORS,
                MembershipStep.ID,
                Map.of("baseUrl", tiledesk.url(KeycloakServer.get())));

        ok(customers.signIn(Demo.customer()));
        assertThat(tiledesk.requests()).isZero();
        assertThat(memberships(visit())).containsExactly(Demo.PROJECT);
    }

    @Test
    void isMadeOnceForSeveralAtOnce() {
        require(Map.of());
        tiledesk.answer(500, "");
        String token = visit().token();
        tiledesk.delay(500);

        Supplier<Answer> resume = () -> realm.calls().customToken(token);
        List<Answer> answers = AtOnce.call(List.of(resume, resume, resume));

        assertThat(answers).allSatisfy(ProjectMembershipIT::ok);
        assertThat(tiledesk.requests()).isEqualTo(2);
    }

    /** A web server that knows no such page perhaps, or a Tiledesk that says no. */
    @ParameterizedTest
    @ValueSource(strings = {"<html>Welcome</html>", "{\"success\":false}"})
    void isNotMadeByAnyAnswer(String body) {
        require(Map.of());
        tiledesk.answer(200, body);

        Answer visitor = visit();
        assertThat(memberships(visitor)).isEmpty();
        ok(resume(visitor));

        assertThat(tiledesk.requests()).isEqualTo(2);
    }

    /** The guest is gone, and the customer's retry would not learn who it was. */
    @Test
    void refusesNoCustomerWhoHasTakenOverAGuest() {
        require(Map.of("onFailure", "refuse"));
        new FlowEditor(realm)
                .configure(FlowEditor.CUSTOMERS, "tiledesk-custom-token", "takeOverGuests", "true");
        Answer guest = visit();
        tiledesk.answer(500, "");

        Answer customer = ok(signInWith(guest));

        assertThat(customer.json().at("/user/formerId").asText()).isEqualTo(guest.userId());
        assertThat(new RealmEvents(realm).refusals()).isEmpty();
        tiledesk.accept();
        ok(resume(customer));
        assertThat(memberships(customer)).containsExactly(Demo.PROJECT);
    }

    /** They are not signed in by somebody else's call that may fail. */
    @Test
    void refusesAllOfSeveralAtOnceWhereTheAdminSaysSo() {
        require(Map.of("onFailure", "refuse", "timeLimit", "1000"));
        tiledesk.answer(500, "");
        assertUnavailable(customers.signIn(Demo.customer()));
        tiledesk.hang();

        List<CompletableFuture<Answer>> first =
                Pending.calls(1, () -> customers.signIn(Demo.customer()));
        Soon.isTrue(SOON, "it waits for Tiledesk", () -> tiledesk.requests() == 2);
        assertUnavailable(customers.signIn(Demo.customer()));

        assertThat(Pending.answers(first)).allSatisfy(ProjectMembershipIT::assertUnavailable);
    }

    @Test
    void isMadeOnceForSeveralAtOnceWhereFailuresRefuse() {
        require(Map.of("onFailure", "refuse", "timeLimit", "10000"));
        tiledesk.answer(500, "");
        assertUnavailable(customers.signIn(Demo.customer()));
        tiledesk.delay(500);

        Supplier<Answer> signIn = () -> customers.signIn(Demo.customer());
        List<Answer> answers = AtOnce.call(List.of(signIn, signIn, signIn));

        assertThat(answers).allSatisfy(ProjectMembershipIT::ok);
        assertThat(tiledesk.requests()).isEqualTo(2);
        assertThat(memberships(answers.get(0))).containsExactly(Demo.PROJECT);
    }

    private Answer signInWith(Answer guest) {
        return realm.calls()
                .post(
                        Calls.CUSTOM_TOKEN,
                        Map.of(
                                "Authorization",
                                "JWT " + Demo.customer().sign(Demo.SECRET),
                                "Content-Type",
                                "application/json"),
                        ("{\"guest_token\":\"" + guest.token() + "\"}")
                                .getBytes(StandardCharsets.UTF_8));
    }

    private void require(Map<String, String> settings) {
        require(tiledesk.url(KeycloakServer.get()), settings);
    }

    private void require(String baseUrl, Map<String, String> settings) {
        new MembershipStep(realm).require(baseUrl, settings);
    }

    private Answer visitorsCall() {
        return realm.calls().anonymously(Map.of("id_project", Demo.PROJECT));
    }

    private Answer visit() {
        return ok(visitorsCall());
    }

    private Answer resume(Answer earlier) {
        return realm.calls().customToken(earlier.token());
    }

    private List<String> memberships(Answer signedIn) {
        return users.read(signedIn.userId()).getAttributes().getOrDefault(ATTRIBUTE, List.of());
    }

    private static Answer ok(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(ErrorAnswer.check(answer, 503)).isEqualTo("Temporarily unavailable");
        assertThat(answer.header("Retry-After")).hasValue("5");
    }
}
