// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.FineGrained;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.SetupCalls;
import io.github.keycloaktiledesk.it.server.TestRealm;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** A setup needs what Keycloak's own endpoints ask for each part, before anything is written. */
class SetupPermissionsIT {

    private static final String ADMIN = "some-admin@example.com";
    private static final String ADMIN_CLIENT = "realm-management";
    private static final String CONSOLE = "admin-cli";
    private static final String MANAGE =
            "manage-realm manage-clients manage-users manage-identity-providers";
    private static final Map<String, ?> PROJECT =
            Map.of("projects", List.of(Map.of("id", Demo.PROJECT)));

    private TestRealm realm;

    @BeforeEach
    void create() {
        realm = TestRealm.createPlain();
    }

    @AfterEach
    void remove() {
        realm.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'', manage-realm manage-clients manage-users manage-identity-providers",
        "view-realm view-clients view-users view-identity-providers,"
                + " manage-realm manage-clients manage-users manage-identity-providers",
        "manage-realm manage-users manage-identity-providers, manage-clients",
        "manage-realm manage-clients manage-identity-providers, manage-users",
        "manage-clients manage-users manage-identity-providers, manage-realm",
        "manage-realm manage-clients manage-users, manage-identity-providers",
    })
    void namesWhatIsMissing(String granted, String missing) {
        SetupCalls calls = adminWith(granted);
        realm.admin().clearAdminEvents();
        assertForbidden(calls.make(PROJECT), missing);
        assertForbidden(calls.remove(), missing);
        assertThat(realm.admin().clients().findByClientId(Demo.CLIENT)).isEmpty();
        assertThat(realm.admin().groups().groups()).isEmpty();
        assertThat(realm.admin().getAdminEvents()).isEmpty();
    }

    @Test
    void letsWhoMayManageAllPartsAndNoMore() {
        SetupCalls calls = adminWith(MANAGE);
        assertThat(calls.make(PROJECT).status()).isEqualTo(200);
        assertThat(calls.report().status()).isEqualTo(200);
        assertThat(calls.remove().json().path("kept")).isEmpty();
    }

    @Test
    void asksNothingAboutProvidersWhereNoneIsMade() {
        Answer made = adminWith("manage-realm manage-clients manage-users").make("");
        assertThat(made.status()).isEqualTo(200);
        // Nor is anything said about the realm to whom the report is refused.
        assertThat(made.json().path("warning")).isEmpty();
        assertThat(SetupCalls.of(realm).make("").json().path("warning").findValuesAsText("part"))
                .contains("brute-force");
    }

    @Test
    void reportsToWhoMayView() {
        Answer report =
                adminWith("view-realm view-clients view-users view-identity-providers").report();
        assertThat(report.status()).isEqualTo(200);
        List<String> parts = report.json().path("findings").findValuesAsText("part");
        assertThat(parts).contains("brute-force").doesNotContain("proxy");
        assertThat(SetupCalls.of(realm).report().json().path("findings").findValuesAsText("part"))
                .contains("proxy");
    }

    @Test
    void reportsNothingToOthers() {
        assertForbidden(
                adminWith("view-realm").report(),
                "view-clients view-users view-identity-providers");
    }

    @Test
    void refusesAnAdministratorOfAnotherRealm() {
        try (TestRealm other = TestRealm.createPlain()) {
            SetupCalls calls = SetupCalls.by(realm, token(other, "realm-admin"));
            for (Answer answer : List.of(calls.make(PROJECT), calls.report(), calls.remove())) {
                assertThat(answer.status()).isEqualTo(403);
            }
        }
        assertThat(realm.admin().clients().findByClientId(Demo.CLIENT)).isEmpty();
    }

    @Test
    void letsAServiceAccountThatMay() {
        String client = serviceAccount();
        SetupCalls before = SetupCalls.by(realm, serviceToken());
        assertForbidden(before.make(""), "manage-realm manage-clients manage-users");
        String user = realm.admin().clients().get(client).getServiceAccountUser().getId();
        grant(realm, user, "manage-realm manage-clients");
        assertForbidden(SetupCalls.by(realm, serviceToken()).make(""), "manage-users");
        grant(realm, user, "manage-users");
        assertThat(SetupCalls.by(realm, serviceToken()).make("").status()).isEqualTo(200);
    }

    @Test
    void respectsFineGrainedPermissions() {
        enableFineGrained();
        SetupCalls calls = adminWith("manage-realm");
        assertForbidden(calls.make(""), "manage-clients manage-users");
        FineGrained permissions = new FineGrained(realm);
        permissions.grant(ADMIN, "Clients", "view", "manage");
        assertForbidden(calls.make(""), "manage-users");
        permissions.grant(ADMIN, "Groups", "view", "manage");
        Answer made = calls.make(Map.of("webOrigins", List.of("https://chat.example.com")));
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        assertThat(made.json().path("missing")).isEmpty();
    }

    @Test
    void leavesWhatOthersUseWhomTheCallerMayNotView() {
        String secret = SetupCalls.of(realm).make(PROJECT).json().at("/secrets/0/secret").asText();
        RealmUsers users = new RealmUsers(realm);
        users.grant(users.createAgent(Demo.AGENT), Demo.CLIENT, "admin");
        assertThat(realm.calls().anonymously(Map.of("id_project", Demo.PROJECT)).status())
                .isEqualTo(200);
        assertThat(realm.calls().customToken(Demo.customer().sign(secret)).status()).isEqualTo(200);
        enableFineGrained();
        SetupCalls calls = adminWith("manage-realm manage-identity-providers query-users");
        FineGrained permissions = new FineGrained(realm);
        permissions.grant(ADMIN, "Clients", "view", "manage");
        permissions.grant(ADMIN, "Groups", "view", "manage");
        Answer removal = calls.remove();
        assertThat(removal.status()).as(removal.text()).isEqualTo(200);
        assertThat(removal.json().path("removed")).isEmpty();
        assertThat(removal.json().path("kept").findValuesAsText("text"))
                .contains(
                        "Customers are linked to it",
                        "It has members or subgroups",
                        "Somebody has a role of it, or a role of it has been changed");
    }

    private void enableFineGrained() {
        RealmRepresentation rep = realm.admin().toRepresentation();
        rep.setAdminPermissionsEnabled(true);
        realm.admin().update(rep);
    }

    private static void assertForbidden(Answer answer, String missing) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        String[] roles = missing.split(" ");
        assertThat(Stream.iterate(0, i -> i + 1).limit(answer.json().path("missing").size()))
                .map(i -> answer.json().path("missing").path(i).asText())
                .containsExactly(roles);
        assertThat(answer.json().path("msg").asText()).contains(roles);
    }

    private SetupCalls adminWith(String roles) {
        return SetupCalls.by(realm, token(realm, roles));
    }

    private static String token(TestRealm realm, String roles) {
        String id = new RealmUsers(realm).createAgent(ADMIN);
        grant(realm, id, roles);
        return new OpenId(realm)
                .password(CONSOLE, ADMIN, Demo.PASSWORD, "openid")
                .json()
                .path("access_token")
                .asText();
    }

    private static void grant(TestRealm realm, String user, String roles) {
        for (String role : roles.split(" ")) {
            if (!role.isEmpty()) {
                new RealmUsers(realm).grant(user, ADMIN_CLIENT, role);
            }
        }
    }

    private String serviceAccount() {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId("robot");
        client.setSecret("a-secret-of-this-test-only");
        client.setServiceAccountsEnabled(true);
        client.setStandardFlowEnabled(false);
        try (Response created = realm.admin().clients().create(client)) {
            return CreatedResponseUtil.getCreatedId(created);
        }
    }

    private String serviceToken() {
        return new OpenId(realm)
                .clientCredentials("robot", "a-secret-of-this-test-only")
                .json()
                .path("access_token")
                .asText();
    }
}
