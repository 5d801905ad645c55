// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.resource.UsersResource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** What is kept of a visitor, and what is not. */
@Tag("container")
class VisitorStorageIT {

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    @AutoClose private static final TestRealm REALM = TestRealm.create();

    private final Calls calls = REALM.calls();
    private final RealmUsers users = new RealmUsers(REALM);

    @Test
    void keepsWhatWasTypedInAttributesOnly() {
        String id = id(calls.anonymously(Demo.visitor()));

        UserRepresentation user = users.read(id);
        assertThat(user.getUsername()).isEqualTo("tiledesk-guest-" + id);
        assertThat(user.isEnabled()).isTrue();
        assertThat(user.getFirstName()).isNull();
        assertThat(user.getLastName()).isNull();
        assertThat(user.getEmail()).isNull();
        assertThat(user.isEmailVerified()).isFalse();
        assertThat(user.getAttributes())
                .hasEntrySatisfying("tiledesk.guest.seen", seen -> assertThat(seen).hasSize(1))
                .contains(
                        Map.entry("tiledesk.kind", List.of("guest")),
                        Map.entry("tiledesk.project", List.of(Demo.PROJECT)),
                        Map.entry("tiledesk.guest.firstname", List.of("Ada")),
                        Map.entry("tiledesk.guest.lastname", List.of("Guest")),
                        Map.entry("tiledesk.guest.email", List.of("ada@example.test")),
                        Map.entry("tiledesk.guest.attributes", List.of("{\"plan\":\"pro\"}")))
                .hasSize(7);
    }

    /** The default name is computed: it would make the user one that no admin can save. */
    @Test
    void keepsNoDefaults() {
        String id = id(calls.anonymously(Map.of("id_project", Demo.PROJECT)));

        assertThat(users.read(id).getAttributes())
                .containsOnlyKeys("tiledesk.kind", "tiledesk.project", "tiledesk.guest.seen");
    }

    @Test
    void givesNoRoleAndNoRequiredActionAndOnlyTheGroup() {
        String id = id(calls.anonymously(Map.of("id_project", Demo.PROJECT)));

        assertThat(users.get(id).groups())
                .extracting(GroupRepresentation::getPath)
                .containsExactly("/tiledesk-guests");
        assertThat(users.get(id).roles().realmLevel().listEffective())
                .extracting(RoleRepresentation::getName)
                .isEmpty();
        assertThat(users.get(id).roles().getAll().getClientMappings()).isNull();
        assertThat(users.read(id).getRequiredActions()).isEmpty();
    }

    /** By prefix, attribute and group; and who looks for somebody else does not find them. */
    @Test
    void letsSearchesOfTheConsoleLeaveGuestsInOrOut() {
        try (TestRealm realm = TestRealm.create()) {
            String ada = visit(realm, "Ada");
            String eva = visit(realm, "Eva");
            UsersResource console = realm.admin().users();
            int everybody = console.count();

            assertThat(ids(console.search("tiledesk-guest-*", 0, 100)))
                    .containsExactlyInAnyOrder(ada, eva);
            assertThat(ids(console.searchByAttributes("tiledesk.kind:guest")))
                    .containsExactlyInAnyOrder(ada, eva);
            assertThat(ids(console.searchByAttributes("tiledesk.guest.firstname:Eva")))
                    .containsExactly(eva);
            String group = realm.admin().getGroupByPath("/tiledesk-guests").getId();
            assertThat(ids(realm.admin().groups().group(group).members(0, 100)))
                    .containsExactlyInAnyOrder(ada, eva);
            assertThat(everybody).isGreaterThan(2);
            // What a guest typed is neither a name nor an e-mail of the account.
            assertThat(ids(console.search("*Eva*", 0, 100))).isEmpty();
            assertThat(ids(console.search("*@example*", 0, 100)))
                    .isNotEmpty()
                    .doesNotContain(ada, eva);
        }
    }

    private static String visit(TestRealm realm, String name) {
        return realm.calls()
                .anonymously(
                        Map.of(
                                "id_project",
                                Demo.PROJECT,
                                "firstname",
                                name,
                                "email",
                                name + "@example.test"))
                .userId();
    }

    private static List<String> ids(List<UserRepresentation> found) {
        return found.stream().map(UserRepresentation::getId).toList();
    }

    @Test
    void hasNoSession() {
        List<Map<String, String>> before = REALM.admin().getClientSessionStats();

        String id = id(calls.anonymously(Map.of("id_project", Demo.PROJECT)));

        assertThat(users.get(id).getUserSessions()).isEmpty();
        assertThat(REALM.admin().getClientSessionStats()).isEqualTo(before);
    }

    @Test
    void changesNothingOfTheAgentWhoseEmailWasTyped() {
        String agent = users.idOf(Demo.AGENT);
        UserRepresentation before = users.read(agent);

        Answer answer = calls.anonymously(Map.of("id_project", Demo.PROJECT, "email", Demo.AGENT));

        assertThat(answer.json().path("user").path("email").asText()).isEqualTo(Demo.AGENT);
        assertThat(users.read(agent)).usingRecursiveComparison().isEqualTo(before);
        assertThat(calls.signin(Demo.AGENT, Demo.PASSWORD).json().path("user").path("_id").asText())
                .isEqualTo(agent);
    }

    /** An unproven e-mail is nobody's, so no token has it. */
    @Test
    void putsNoTypedEmailIntoAToken() {
        Answer answer = calls.anonymously(Map.of("id_project", Demo.PROJECT, "email", Demo.AGENT));

        Jwt token = Jwt.of(answer.token());
        assertThat(token.claims().toString()).doesNotContain(Demo.AGENT);
        OpenId endpoints = new OpenId(REALM);
        assertThat(endpoints.introspect(answer.token()).toString()).doesNotContain(Demo.AGENT);
        assertThat(endpoints.userinfo(answer.token()).text()).doesNotContain(Demo.AGENT);
        Answer again = calls.customToken(answer.token());
        assertThat(again.claims().toString()).doesNotContain(Demo.AGENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Jürgen Öß",
                "guest#1234",
                "😀 👩‍👩‍👧",
                "<script>alert(1)</script>",
                "a\\u0000b\\u0007c\\td\\ne\\u0085f",
                "\\u0000",
                "\\ud800",
                "\\u202e\\u200b",
                "${firstName} %s '\\\" -- \\\\",
                "   ",
                ""
            })
    void letsAnAdminEditAnyGuest(String typed) {
        String body =
                "{'id_project':'%s','firstname':'%s','lastname':'%s','email':'%s','attributes':{'note':'%s'}}"
                        .replace('\'', '"')
                        .formatted(Demo.PROJECT, typed, typed, typed, typed);
        Answer answer = calls.post(Calls.ANONYMOUSLY, JSON, body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        UserRepresentation before = users.read(id(answer));

        users.change(id(answer), user -> user.setEnabled(false));

        UserRepresentation after = users.read(id(answer));
        assertThat(after.isEnabled()).isFalse();
        assertThat(after.getAttributes()).isEqualTo(before.getAttributes());
    }

    @Test
    void stripsControlCharactersFromNamesAndEmail() {
        JsonNode user =
                calls.anonymously(
                                Map.of(
                                        "id_project", Demo.PROJECT,
                                        "firstname", "A\u0000d\na",
                                        "lastname", "\u0007Gu\u0085est",
                                        "email", "ada\r\n@example.test"))
                        .json()
                        .path("user");

        assertThat(user.path("firstname").asText()).isEqualTo("Ada");
        assertThat(user.path("lastname").asText()).isEqualTo("Guest");
        assertThat(user.path("email").asText()).isEqualTo("ada@example.test");
    }

    private static String id(Answer answer) {
        return answer.json().path("user").path("_id").asText();
    }
}
