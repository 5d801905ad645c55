// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.ClientPolicies;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.TestClient;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** What Keycloak asks of a realm and a client before it signs anybody in, asked here too. */
class RealmAndClientGuardIT {

    private static TestRealm realm;

    @BeforeAll
    static void create() {
        realm = TestRealm.create(RealmParts::allowRapidSignIns);
    }

    @AfterAll
    static void delete() {
        realm.close();
    }

    static Stream<Arguments> closedRealms() {
        return Stream.of(
                realm("disabled", it -> it.setEnabled(false), it -> it.setEnabled(true)),
                realm(
                        "for HTTPS only",
                        it -> it.setSslRequired("all"),
                        it -> it.setSslRequired("external")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("closedRealms")
    void refusesAllCallsOfARealmThatIs(
            String what, Consumer<RealmRepresentation> close, Consumer<RealmRepresentation> open) {
        String token = visitor().token();
        int users = realm.admin().users().count();
        changeRealm(close);
        try {
            refusesAll(403, token);
        } finally {
            changeRealm(open);
        }
        assertThat(realm.admin().users().count()).isEqualTo(users);
        answersAll(token);
    }

    static Stream<Arguments> closedClients() {
        return Stream.of(
                client("disabled", it -> it.setEnabled(false)),
                client("confidential", it -> it.setPublicClient(false)),
                client("without direct grants", it -> it.setDirectAccessGrantsEnabled(false)),
                client("asking for consent", it -> it.setConsentRequired(true)),
                client("bearer-only", it -> it.setBearerOnly(true)),
                client("of SAML", it -> it.setProtocol("saml")),
                client(
                        "bound to DPoP keys",
                        it -> it.getAttributes().put("dpop.bound.access.tokens", "true")),
                client(
                        "bound to certificates",
                        it ->
                                it.getAttributes()
                                        .put(
                                                "tls.client.certificate.bound.access.tokens",
                                                "true")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("closedClients")
    void refusesAllCallsWithAClientThatIs(String what, Consumer<ClientRepresentation> close) {
        try (TestRealm own = TestRealm.create(RealmParts::allowRapidSignIns)) {
            String token = visitorOf(own).token();
            int users = own.admin().users().count();

            TestClient.change(own, close);

            refusesAll(own, 403, token);
            assertThat(own.admin().users().count()).isEqualTo(users);
        }
    }

    @Test
    void refusesAllCallsWhileTheClientIsDisabledOnly() {
        String token = visitor().token();
        TestClient.change(realm, client -> client.setEnabled(false));
        refusesAll(403, token);

        TestClient.change(realm, client -> client.setEnabled(true));

        answersAll(token);
    }

    @Test
    void isNotThereWithoutTheClient() {
        try (TestRealm own = TestRealm.create(RealmParts::allowRapidSignIns)) {
            String token = visitorOf(own).token();
            int users = own.admin().users().count();

            TestClient.of(own).remove();

            refusesAll(own, 404, token);
            assertThat(own.admin().users().count()).isEqualTo(users);
        }
    }

    @Test
    void refusesWhatAClientPolicyRefuses() {
        try (TestRealm own = TestRealm.create(RealmParts::allowRapidSignIns)) {
            String token = visitorOf(own).token();
            int users = own.admin().users().count();
            ClientPolicies.setForAll(own, "reject-ropc-grant");
            RealmEvents events = new RealmEvents(own);
            events.clear();

            Answer answer = own.calls().signin(Demo.AGENT, Demo.PASSWORD);

            ErrorAnswer.check(answer, 403);
            EventRepresentation event = events.single();
            assertThat(event.getType()).isEqualTo("LOGIN_ERROR");
            assertThat(event.getClientId()).isEqualTo(Demo.CLIENT);
            assertThat(event.getDetails())
                    .containsEntry("tiledesk_call", "signin")
                    .containsKey("client_policy_error");
            refusesAll(own, 403, token);
            assertThat(own.admin().users().count()).isEqualTo(users);
            assertThat(TestClient.of(own).getUserSessions(0, 10)).isEmpty();
        }
    }

    private static Arguments realm(
            String what, Consumer<RealmRepresentation> close, Consumer<RealmRepresentation> open) {
        return Arguments.of(what, close, open);
    }

    private static Arguments client(String what, Consumer<ClientRepresentation> close) {
        return Arguments.of(what, close);
    }

    private static void changeRealm(Consumer<RealmRepresentation> changes) {
        RealmRepresentation changed = realm.admin().toRepresentation();
        changes.accept(changed);
        realm.admin().update(changed);
    }

    private static Answer visitor() {
        return visitorOf(realm);
    }

    private static Answer visitorOf(TestRealm own) {
        return own.calls().anonymously(Map.of("id_project", Demo.PROJECT));
    }

    private static void refusesAll(int status, String token) {
        refusesAll(realm, status, token);
    }

    private static void refusesAll(TestRealm own, int status, String token) {
        all(own, token).forEach(answer -> ErrorAnswer.check(answer, status));
    }

    private static void answersAll(String token) {
        assertThat(all(realm, token)).extracting(Answer::status).containsOnly(200);
    }

    private static List<Answer> all(TestRealm own, String token) {
        return List.of(
                own.calls().signin(Demo.AGENT, Demo.PASSWORD),
                visitorOf(own),
                own.calls().customToken(Demo.customer().sign(Demo.SECRET)),
                own.calls().customToken(token));
    }
}
