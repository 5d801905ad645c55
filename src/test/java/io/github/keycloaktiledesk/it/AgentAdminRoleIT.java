// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/**
 * {@code role:"admin"}: for holders of the role admin of the client tiledesk, however they hold it.
 */
class AgentAdminRoleIT {

    private static TestRealm realm;
    private static RealmResource admin;

    @BeforeAll
    static void create() {
        realm = TestRealm.create(RealmParts::allowRapidSignIns);
        admin = realm.admin();
    }

    @AfterAll
    static void delete() {
        realm.close();
    }

    @Test
    void isSaidOfADirectHolder() {
        user("direct@example.com").roles().clientLevel(client(Demo.CLIENT)).add(List.of(role()));

        isAdmin("direct@example.com");
    }

    @Test
    void isSaidOfAMemberOfAGroupWithTheRole() {
        GroupRepresentation group = new GroupRepresentation();
        group.setName("tiledesk administrators");
        String id;
        try (Response response = admin.groups().add(group)) {
            id = CreatedResponseUtil.getCreatedId(response);
        }
        admin.groups().group(id).roles().clientLevel(client(Demo.CLIENT)).add(List.of(role()));

        user("member@example.com").joinGroup(id);

        isAdmin("member@example.com");
    }

    @Test
    void isSaidOfAHolderOfACompositeRole() {
        RoleRepresentation composite = realmRole("support lead");
        admin.roles().get("support lead").addComposites(List.of(role()));

        user("composite@example.com").roles().realmLevel().add(List.of(composite));

        isAdmin("composite@example.com");
    }

    @Test
    void isNotSaidOfARealmRoleOfThatName() {
        user("realm@example.com").roles().realmLevel().add(List.of(realmRole("admin")));

        isNoAdmin("realm@example.com");
    }

    @Test
    void isNotSaidOfAnotherClientsRoleOfThatName() {
        String backend = client("tiledesk-backend");
        admin.clients().get(backend).roles().create(new RoleRepresentation("admin", null, false));
        RoleRepresentation other =
                admin.clients().get(backend).roles().get("admin").toRepresentation();

        user("backend@example.com").roles().clientLevel(backend).add(List.of(other));

        isNoAdmin("backend@example.com");
    }

    @Test
    void isNotSaidOfAnAdministratorOfTheRealm() {
        String management = client("realm-management");
        RoleRepresentation all =
                admin.clients().get(management).roles().get("realm-admin").toRepresentation();

        user("console@example.com").roles().clientLevel(management).add(List.of(all));

        isNoAdmin("console@example.com");
    }

    @Test
    void isNotSaidOfAnybodyElse() {
        isNoAdmin(Demo.AGENT);
    }

    private static void isAdmin(String email) {
        Answer answer = signin(email);
        assertThat(names(answer.json())).containsExactly("success", "token", "user", "role");
        assertThat(answer.json().path("role").asText()).isEqualTo("admin");
        // Tiledesk passes role checks on a claim, so a token never has one.
        assertThat(answer.claims().has("role")).isFalse();
        assertThat(answer.json().path("user").has("role")).isFalse();
    }

    private static void isNoAdmin(String email) {
        assertThat(names(signin(email).json())).containsExactly("success", "token", "user");
    }

    private static Answer signin(String email) {
        Answer answer = realm.calls().signin(email, Demo.PASSWORD);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static UserResource user(String email) {
        return admin.users().get(new RealmUsers(realm).createAgent(email));
    }

    private static RoleRepresentation role() {
        return admin.clients().get(client(Demo.CLIENT)).roles().get("admin").toRepresentation();
    }

    private static RoleRepresentation realmRole(String name) {
        admin.roles().create(new RoleRepresentation(name, null, false));
        return admin.roles().get(name).toRepresentation();
    }

    private static String client(String clientId) {
        return admin.clients().findByClientId(clientId).get(0).getId();
    }
}
