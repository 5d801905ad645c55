// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.server.ErrorAnswer.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Seconds;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A customer is who the claim {@code _id} says, and nobody else. */
class CustomerIdIT {

    @AutoClose private static final TestRealm REALM = TestRealm.create();

    private final CustomerCalls customers = new CustomerCalls(REALM);
    private final RealmUsers users = new RealmUsers(REALM);

    @Test
    void tellsIdsApartThatDifferInCaseOnly() {
        Answer one = customers.signIn("Abc");
        Answer other = customers.signIn("aBC");

        assertThat(one.userId()).isNotEqualTo(other.userId());
        assertThat(one.claims().path("_id").asText()).isEqualTo("Abc");
        assertThat(other.claims().path("_id").asText()).isEqualTo("aBC");
        assertThat(customers.signIn("Abc").userId()).isEqualTo(one.userId());
    }

    @Test
    void tellsIdsApartThatDifferInBlanksOnly() {
        assertThat(customers.signIn("blank").userId())
                .isNotEqualTo(customers.signIn("blank ").userId());
    }

    @Test
    void takesAWholeNumberAsItsText() {
        Answer number = customers.signIn(4711);
        Answer text = customers.signIn("4711");

        assertThat(number.status()).isEqualTo(200);
        assertThat(number.json().path("user").path("_id").isNumber()).isTrue();
        assertThat(number.claims().path("_id").asText()).isEqualTo("4711");
        assertThat(number.userId()).isEqualTo(text.userId());
    }

    @Test
    void takesIdsOfUpTo255Characters() {
        String longest = "ü".repeat(255);

        assertThat(customers.signIn(longest).claims().path("_id").asText()).isEqualTo(longest);
        assertRefused(customers.signIn(longest + "x"));
    }

    @Test
    void keepsTheSubOfTheSiteOutOfIt() {
        Answer one = customers.signIn(Demo.customer().claim("_id", "sub-1").claim("sub", "same"));
        Answer other = customers.signIn(Demo.customer().claim("_id", "sub-2").claim("sub", "same"));

        assertThat(one.userId()).isNotEqualTo(other.userId());
    }

    @Test
    void refusesWhoHasNoId() {
        assertRefused(customers.signIn(withId("")));
        // The same frame with an id is fine.
        assertThat(customers.signIn(withId("\"_id\":\"frame-1\",")).status()).isEqualTo(200);
    }

    @Test
    void refusesTheKeycloakIdOfAnAgent() {
        assertTaken(users.idOf(Demo.AGENT));
    }

    @Test
    void refusesTheTiledeskIdOfAnAgent() {
        users.createAgent(
                "migrated@example.com", Map.of("tiledesk.id", List.of("5e09d16d4d36110017506d7f")));

        assertTaken("5e09d16d4d36110017506d7f");
    }

    /** A token with it would pass for the agent's, whoever had the id first. */
    @Test
    void refusesAKnownCustomerWhoseIdAnAgentHasBeenGiven() {
        String id = "5e09d16d4d36110017506d80";
        assertThat(customers.signIn(id).status()).isEqualTo(200);
        String agent = users.createAgent("late@example.com", Map.of("tiledesk.id", List.of(id)));

        assertThat(customers.signIn(id).status()).isEqualTo(409);

        users.get(agent).remove();
        assertThat(customers.signIn(id).status()).isEqualTo(200);
    }

    @Test
    void refusesTheIdOfAGuest() {
        assertTaken(
                REALM.calls()
                        .anonymously(Map.of("id_project", Demo.PROJECT))
                        .json()
                        .path("user")
                        .path("_id")
                        .asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"f:", "f:abc", "f:abc:andrea"})
    void isNotWhatTheUsersOfAFederationHave(String id) {
        assertTaken(id);
    }

    private void assertTaken(String id) {
        int before = users.count();

        Answer answer = customers.signIn(id);

        assertThat(answer.status()).as(answer.text()).isEqualTo(409);
        assertThat(answer.json().path("msg").isTextual()).isTrue();
        assertThat(users.count()).isEqualTo(before);
        assertThat(users.having("tiledesk.customer.id", id)).isEmpty();
    }

    private static CustomToken withId(String member) {
        long now = Seconds.now();
        return new CustomToken()
                .payload(
                        "{%s\"aud\":\"https://tiledesk.com/projects/%s\",\"iat\":%d,\"exp\":%d}"
                                .formatted(member, Demo.PROJECT, now, now + 60));
    }
}
