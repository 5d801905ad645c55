// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.AuthorizationResource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.authorization.ScopePermissionRepresentation;
import org.keycloak.representations.idm.authorization.UserPolicyRepresentation;

/** Whose list of users guests are in, where an administrator may see the members of groups. */
class VisitorPermissionsIT {

    private static final String AGENTS_DESK = "agents-desk@example.com";
    private static final String VISITORS_DESK = "visitors-desk@example.com";

    private static TestRealm realm;
    private static String guest;
    private static String agent;

    @BeforeAll
    static void create() {
        realm =
                TestRealm.create(
                        rep -> {
                            rep.setAdminPermissionsEnabled(true);
                            rep.getGroups().add(group("agents"));
                        });
        RealmUsers users = new RealmUsers(realm);
        guest = realm.calls().anonymously(Map.of("id_project", Demo.PROJECT)).userId();
        agent = users.idOf(Demo.AGENT);
        users.get(agent).joinGroup(realm.admin().getGroupByPath("/agents").getId());
        mayView(AGENTS_DESK, "/agents");
        mayView(VISITORS_DESK, "/tiledesk-guests");
    }

    @AfterAll
    static void remove() {
        realm.close();
    }

    @Test
    void seesNoGuestsWhoMaySeeAgents() {
        assertThat(seenBy(AGENTS_DESK)).contains(agent).doesNotContain(guest);
    }

    @Test
    void seesGuestsOnlyWhoMaySeeGuests() {
        assertThat(seenBy(VISITORS_DESK)).containsExactly(guest);
    }

    private static List<String> seenBy(String email) {
        OpenId endpoints = new OpenId(realm);
        String token =
                endpoints
                        .password("admin-cli", email, Demo.PASSWORD, "openid")
                        .json()
                        .path("access_token")
                        .asText();
        JsonNode users = endpoints.users(token).json();
        return users.findValuesAsText("id");
    }

    private static void mayView(String email, String group) {
        RealmUsers users = new RealmUsers(realm);
        String id = users.createAgent(email);
        users.grant(id, "realm-management", "query-users");
        UserPolicyRepresentation policy = new UserPolicyRepresentation();
        policy.setName("policy " + email);
        policy.setUsers(Set.of(id));
        ScopePermissionRepresentation permission = new ScopePermissionRepresentation();
        permission.setName("permission " + email);
        permission.setResourceType("Groups");
        permission.setResources(Set.of(realm.admin().getGroupByPath(group).getId()));
        permission.setScopes(Set.of("view-members"));
        permission.setPolicies(Set.of(policy.getName()));
        AuthorizationResource authorization = authorization();
        created(authorization.policies().user().create(policy));
        created(authorization.permissions().scope().create(permission));
    }

    private static AuthorizationResource authorization() {
        String id = realm.admin().clients().findByClientId("admin-permissions").get(0).getId();
        return realm.admin().clients().get(id).authorization();
    }

    private static void created(Response response) {
        try (response) {
            assertThat(response.getStatus()).isEqualTo(201);
        }
    }

    private static GroupRepresentation group(String name) {
        GroupRepresentation group = new GroupRepresentation();
        group.setName(name);
        return group;
    }
}
