// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import io.github.keycloaktiledesk.it.server.TokenEndpoint;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.util.JsonSerialization;

/** Who an agent is to Tiledesk, and that agents cannot say so themselves. */
class AgentIdentityIT {

    private static final String TILEDESK_ID = "5aaa99024c3b110014b478f0";

    private static TestRealm realm;

    @BeforeAll
    static void create() {
        realm = TestRealm.create(RealmParts::allowRapidSignIns);
    }

    @AfterAll
    static void delete() {
        realm.close();
    }

    @Test
    void isTheKeycloakUser() {
        String id = new RealmUsers(realm).createAgent("plain@example.com");

        isShownAs(id, signin("plain@example.com"));
    }

    @Test
    void isTheAccountOfAnExistingTiledeskWhereTheAdminSaysSo() {
        String id =
                new RealmUsers(realm)
                        .createAgent(
                                "moved@example.com",
                                user ->
                                        user.setAttributes(
                                                Map.of("tiledesk.id", List.of(TILEDESK_ID))));

        isShownAs(TILEDESK_ID, signin("moved@example.com"));

        new RealmUsers(realm).change(id, user -> user.getAttributes().remove("tiledesk.id"));
        isShownAs(id, signin("moved@example.com"));
    }

    @Test
    void showsAVerifiedEmailInAnswerAndToken() {
        Answer answer = signin(Demo.AGENT);

        assertThat(answer.json().at("/user/emailverified").booleanValue()).isTrue();
        assertThat(answer.claims().path("email").asText()).isEqualTo(Demo.AGENT);
    }

    @Test
    void keepsAnUnverifiedEmailOutOfTheToken() {
        new RealmUsers(realm)
                .createAgent("unproven@example.com", user -> user.setEmailVerified(false));

        Answer answer = signin("unproven@example.com");

        JsonNode user = answer.json().path("user");
        assertThat(user.path("email").asText()).isEqualTo("unproven@example.com");
        assertThat(user.path("emailverified").isBoolean()).isTrue();
        assertThat(user.path("emailverified").booleanValue()).isFalse();
        assertThat(answer.claims().has("email")).isFalse();
        assertThat(answer.claims().path("emailverified").asText()).isEqualTo("false");
        assertThat(answer.claims().path("email_verified").asBoolean(false)).isFalse();
    }

    @Test
    void cannotBeChosenInTheAccountConsole() {
        openAccountClient();
        String id = new RealmUsers(realm).createAgent("self@example.com");
        Calls account = new Calls(realm.url());
        Map<String, String> headers = accountHeaders("self@example.com");

        // It does take what a user may change.
        Answer renamed = account.post("/account", headers, profile("Renamed", Map.of()));
        assertThat(renamed.status()).as(renamed.text()).isEqualTo(204);
        assertThat(user(id).getFirstName()).isEqualTo("Renamed");

        account.post(
                "/account",
                headers,
                profile(
                        "Renamed",
                        Map.of(
                                "tiledesk.id", List.of(TILEDESK_ID),
                                "tiledesk.kind", List.of("guest"),
                                "tiledesk.project", List.of(Demo.PROJECT))));

        assertThat(user(id).getAttributes()).isNullOrEmpty();
        isShownAs(id, signin("self@example.com"));
    }

    /** Leaving an attribute out of the request is how the account console deletes it. */
    @Test
    void cannotBeTakenAwayInTheAccountConsole() {
        openAccountClient();
        new RealmUsers(realm)
                .createAgent(
                        "kept@example.com",
                        user ->
                                user.setAttributes(
                                        Map.of("tiledesk.id", List.of(TILEDESK_ID + "a"))));
        Calls account = new Calls(realm.url());
        Map<String, String> headers = accountHeaders("kept@example.com");

        assertThat(account.send("GET", "/account", accept(headers), new byte[0]).text())
                .contains("kept@example.com")
                .doesNotContain(TILEDESK_ID);
        account.post("/account", headers, profile("Kept", "kept@example.com", Map.of()));

        isShownAs(TILEDESK_ID + "a", signin("kept@example.com"));
    }

    private static void isShownAs(String id, Answer answer) {
        assertThat(answer.json().at("/user/_id").asText()).isEqualTo(id);
        assertThat(answer.claims().path("_id").asText()).isEqualTo(id);
        assertThat(answer.claims().path("id").asText()).isEqualTo(id);
    }

    private static Answer signin(String email) {
        Answer answer = realm.calls().signin(email, Demo.PASSWORD);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private static UserRepresentation user(String id) {
        return realm.admin().users().get(id).toRepresentation();
    }

    /** A client of which the account console takes tokens: with full scope, unlike tiledesk. */
    private static void openAccountClient() {
        if (!realm.admin().clients().findByClientId("account-test").isEmpty()) {
            return;
        }
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId("account-test");
        client.setPublicClient(true);
        client.setDirectAccessGrantsEnabled(true);
        client.setFullScopeAllowed(true);
        client.setDefaultClientScopes(List.of("basic", "profile", "email", "roles"));
        realm.admin().clients().create(client).close();
    }

    private static Map<String, String> accountHeaders(String email) {
        Answer granted =
                new TokenEndpoint(realm)
                        .post(TokenEndpoint.passwordGrant("account-test", email, Demo.PASSWORD));
        assertThat(granted.status()).as(granted.text()).isEqualTo(200);
        return Map.of(
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + granted.json().path("access_token").asText());
    }

    private static Map<String, String> accept(Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Accept", "application/json");
        return all;
    }

    private static byte[] profile(String firstName, Map<String, List<String>> attributes) {
        return profile(firstName, "self@example.com", attributes);
    }

    private static byte[] profile(
            String firstName, String email, Map<String, List<String>> attributes) {
        Map<String, Object> profile = new LinkedHashMap<>();
        profile.put("username", email);
        profile.put("email", email);
        profile.put("firstName", firstName);
        profile.put("lastName", "Agent");
        profile.put("attributes", attributes);
        return JsonSerialization.valueAsString(profile).getBytes(StandardCharsets.UTF_8);
    }
}
