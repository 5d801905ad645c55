// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.representations.userprofile.config.UPConfig.UnmanagedAttributePolicy;

/** Keycloak's own mappers that give the same to everybody, where it is harmless. */
class HardcodedMappersIT {

    @AutoClose private final TestRealm realm = TestRealm.create(HardcodedMappersIT::prepare);

    private final CustomerCalls customers = new CustomerCalls(realm);
    private final RealmUsers users = new RealmUsers(realm);

    private static void prepare(RealmRepresentation realm) {
        RealmParts.allowRapidSignIns(realm);
        RealmParts.addRole(realm, new RoleRepresentation("patron", null, false));
        GroupRepresentation group = new GroupRepresentation();
        group.setName("patrons");
        realm.setGroups(List.of(group));
        RealmParts.addSessionNote(realm, "channel");
        RealmParts.map(realm, "role", "oidc-hardcoded-role-idp-mapper", Map.of("role", "patron"));
        RealmParts.map(
                realm, "group", "oidc-hardcoded-group-idp-mapper", Map.of("group", "/patrons"));
        RealmParts.map(
                realm,
                "attribute",
                "hardcoded-attribute-idp-mapper",
                Map.of("attribute", "level", "attribute.value", "gold"));
        RealmParts.map(
                realm,
                "session attribute",
                "hardcoded-user-session-attribute-idp-mapper",
                Map.of("attribute", "channel", "attribute.value", "site"));
    }

    @BeforeEach
    void showAllAttributes() {
        var profile = realm.admin().users().userProfile();
        UPConfig config = profile.getConfiguration();
        config.setUnmanagedAttributePolicy(UnmanagedAttributePolicy.ADMIN_VIEW);
        profile.update(config);
    }

    @Test
    void completeANewCustomerAndAKnownOne() {
        String id = customers.signIn("c1").userId();
        assertIsComplete(id);
        users.get(id).roles().realmLevel().remove(users.get(id).roles().realmLevel().listAll());
        users.get(id).leaveGroup(users.get(id).groups().get(0).getId());

        Answer again = customers.signIn("c1");

        assertThat(again.userId()).isEqualTo(id);
        assertIsComplete(id);
        // There is no session whose attribute it could be, and the next page load takes the token.
        assertThat(realm.calls().customToken(again.token()).status()).isEqualTo(200);
    }

    @Test
    void completeAnAgentAndTheSession() {
        String agent = users.idOf(Demo.AGENT);
        customers.set(Map.of("allowExistingUsers", "true"));
        customers.link(agent, "c2");

        Answer answer = customers.signIn("c2");

        assertThat(answer.userId()).isEqualTo(agent);
        assertIsComplete(agent);
        assertThat(answer.claims().path("channel").asText()).isEqualTo("site");
        // Introspection asks the session.
        assertThat(new OpenId(realm).introspect(answer.token()).path("channel").asText())
                .isEqualTo("site");
    }

    private void assertIsComplete(String id) {
        assertThat(users.get(id).roles().realmLevel().listAll())
                .extracting(RoleRepresentation::getName)
                .contains("patron");
        assertThat(users.get(id).groups())
                .extracting(GroupRepresentation::getName)
                .contains("patrons");
        assertThat(users.read(id).getAttributes()).containsEntry("level", List.of("gold"));
    }
}
