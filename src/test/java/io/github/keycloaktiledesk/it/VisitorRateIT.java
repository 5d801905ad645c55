// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.AtOnce;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.FlowEditor;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.EventRepresentation;

/** Visitors who come too often. All that these tests send comes from one address. */
class VisitorRateIT {

    private static final Map<String, String> VISITOR = Map.of("id_project", Demo.PROJECT);
    private static final String PER_ADDRESS = "guestsPerAddress";
    private static final String PER_REALM = "guestsPerRealm";

    @Test
    void refusesAnAddressPastItsLimitAndWritesNothing() {
        try (TestRealm realm = realm(PER_ADDRESS, 2)) {
            String token = visit(realm, 200).token();
            visit(realm, 200);
            int users = new RealmUsers(realm).count();
            RealmEvents events = new RealmEvents(realm);
            events.clear();

            Answer refused = visit(realm, 429);

            assertThat(ErrorAnswer.check(refused, 429)).contains("Too many", "address");
            assertThat(retryAfter(refused)).isBetween(3_500L, 3_600L);
            assertThat(new RealmUsers(realm).count()).isEqualTo(users);
            EventRepresentation event = events.single();
            assertThat(event.getType()).isEqualTo("LOGIN_ERROR");
            assertThat(event.getError()).isEqualTo("slow_down");
            assertThat(event.getUserId()).isNull();
            assertThat(event.getDetails())
                    .contains(
                            entry("reason", "limit reached: 2 guests per address and hour"),
                            entry("tiledesk_call", "signinAnonymously"));
            // Nobody else is kept out.
            assertThat(realm.calls().customToken(token).status()).isEqualTo(200);
            assertThat(realm.calls().signin(Demo.AGENT, Demo.PASSWORD).status()).isEqualTo(200);
        }
    }

    @Test
    void refusesARealmPastItsLimitAndWritesNothing() {
        try (TestRealm realm = realm(PER_REALM, 2);
                TestRealm other = realm(PER_REALM, 1)) {
            visit(realm, 200);
            visit(realm, 200);
            int users = new RealmUsers(realm).count();

            Answer refused = visit(realm, 429);

            assertThat(ErrorAnswer.check(refused, 429)).contains("Too many");
            assertThat(retryAfter(refused)).isBetween(1L, 60L);
            assertThat(new RealmUsers(realm).count()).isEqualTo(users);
            assertThat(new RealmEvents(realm).refusals())
                    .containsExactly("limit reached: 2 guests per realm and minute");
            visit(other, 200);
        }
    }

    /** No proxy is configured, so nobody's word is taken for an address. */
    @Test
    void takesNoHeadersWordForTheAddress() {
        try (TestRealm realm = realm(PER_ADDRESS, 1)) {
            visit(realm, 200);

            for (String header :
                    List.of(
                            "X-Forwarded-For: 198.51.100.7",
                            "X-Forwarded-For: 2001:db8::7",
                            "Forwarded: for=198.51.100.7",
                            "X-Real-IP: 198.51.100.7",
                            "True-Client-IP: 198.51.100.7")) {
                String[] pair = header.split(": ", 2);
                Map<String, String> headers = new HashMap<>();
                headers.put("Content-Type", "application/json");
                headers.put(pair[0], pair[1]);
                Answer answer =
                        realm.calls()
                                .post(
                                        Calls.ANONYMOUSLY,
                                        headers,
                                        ("{\"id_project\":\"" + Demo.PROJECT + "\"}")
                                                .getBytes(StandardCharsets.UTF_8));
                assertThat(answer.status()).as(header).isEqualTo(429);
            }
        }
    }

    @Test
    void countsNobodyWhoIsRefusedForAnotherReason() {
        try (TestRealm realm =
                TestRealm.create(
                        rep ->
                                RealmParts.step(rep, "tiledesk guest")
                                        .putAll(
                                                Map.of(
                                                        PER_ADDRESS,
                                                        "1",
                                                        "projects",
                                                        Demo.PROJECT,
                                                        "maxTextLength",
                                                        "3")))) {
            for (int i = 0; i < 3; i++) {
                Calls calls = realm.calls();
                assertThat(calls.anonymously(Map.of("id_project", "a".repeat(24))).status())
                        .isEqualTo(403);
                assertThat(calls.anonymously(Map.of()).status()).isEqualTo(422);
                assertThat(
                                calls.anonymously(
                                                Map.of(
                                                        "id_project",
                                                        Demo.PROJECT,
                                                        "firstname",
                                                        "Lovelace"))
                                        .status())
                        .isEqualTo(422);
            }

            visit(realm, 200);
            visit(realm, 429);
        }
    }

    @Test
    void letsAsManyInAsMayBeHoweverManyComeAtOnce() {
        try (TestRealm realm = realm(PER_ADDRESS, 5)) {
            int users = new RealmUsers(realm).count();

            List<Integer> statuses =
                    AtOnce.call(
                            IntStream.range(0, 12)
                                    .<Supplier<Integer>>mapToObj(
                                            i -> () -> realm.calls().anonymously(VISITOR).status())
                                    .toList());

            assertThat(statuses).containsOnly(200, 429);
            assertThat(statuses).filteredOn(status -> status == 200).hasSize(5);
            assertThat(new RealmUsers(realm).count()).isEqualTo(users + 5);
        }
    }

    @Test
    void goesByWhatTheAdministratorHasJustSaved() {
        try (TestRealm realm = realm(PER_ADDRESS, 1)) {
            visit(realm, 200);
            visit(realm, 429);

            new FlowEditor(realm)
                    .configure(FlowEditor.VISITORS, "tiledesk-guest", PER_ADDRESS, "0");

            visit(realm, 200);
            visit(realm, 200);
        }
    }

    @Test
    void limitsWhereTheStepHasNoSettings() {
        try (TestRealm realm =
                TestRealm.create(
                        rep -> {
                            RealmParts.step(rep, "tiledesk guest").remove(PER_ADDRESS);
                            RealmParts.step(rep, "tiledesk guest").remove(PER_REALM);
                        })) {
            for (int i = 0; i < 100; i++) {
                visit(realm, 200);
            }
            visit(realm, 429);
        }
    }

    private static TestRealm realm(String setting, int value) {
        return TestRealm.create(
                rep -> RealmParts.step(rep, "tiledesk guest").put(setting, String.valueOf(value)));
    }

    private static Answer visit(TestRealm realm, int status) {
        Answer answer = realm.calls().anonymously(VISITOR);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer;
    }

    private static long retryAfter(Answer answer) {
        return Long.parseLong(answer.header("Retry-After").orElseThrow());
    }
}
