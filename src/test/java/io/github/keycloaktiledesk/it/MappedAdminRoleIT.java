// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** No mapper, ours or Keycloak's, makes an administrator of a customer. */
class MappedAdminRoleIT {

    @AutoClose private static final TestRealm REALM = TestRealm.create(MappedAdminRoleIT::addRoles);

    private final CustomerCalls customers = new CustomerCalls(REALM);
    private final RealmUsers users = new RealmUsers(REALM);
    private final RealmEvents events = new RealmEvents(REALM);

    /** A role that contains one of an administrator two levels deep, and groups that have one. */
    private static void addRoles(RealmRepresentation realm) {
        RoleRepresentation inner = composite("inner");
        inner.getComposites().setClient(Map.of("realm-management", List.of("view-users")));
        RoleRepresentation outer = composite("outer");
        outer.getComposites().setRealm(Set.of("inner"));
        RealmParts.addRole(realm, inner);
        RealmParts.addRole(realm, outer);
        GroupRepresentation admins = new GroupRepresentation();
        admins.setName("admins");
        admins.setClientRoles(Map.of("realm-management", List.of("realm-admin")));
        GroupRepresentation beneath = new GroupRepresentation();
        beneath.setName("beneath");
        admins.setSubGroups(List.of(beneath));
        realm.setGroups(List.of(admins));
    }

    private static RoleRepresentation composite(String name) {
        RoleRepresentation role = new RoleRepresentation();
        role.setName(name);
        role.setComposite(true);
        role.setComposites(new RoleRepresentation.Composites());
        return role;
    }

    static Stream<Arguments> mappers() {
        return Stream.concat(
                Stream.of(
                                "realm-management.realm-admin",
                                "realm-management.query-users",
                                Demo.CLIENT + ".admin",
                                "outer")
                        .flatMap(
                                role ->
                                        Stream.of(
                                                Arguments.of(
                                                        "tiledesk-claim-role",
                                                        Map.of(
                                                                "claim",
                                                                "role",
                                                                "claim.value",
                                                                "admin",
                                                                "role",
                                                                role)),
                                                Arguments.of(
                                                        "oidc-hardcoded-role-idp-mapper",
                                                        Map.of("role", role)))),
                Stream.of("/admins", "/admins/beneath")
                        .flatMap(
                                group ->
                                        Stream.of(
                                                Arguments.of(
                                                        "tiledesk-claim-group",
                                                        Map.of(
                                                                "claim",
                                                                "role",
                                                                "claim.value",
                                                                "admin",
                                                                "group",
                                                                group)),
                                                Arguments.of(
                                                        "oidc-hardcoded-group-idp-mapper",
                                                        Map.of("group", group)))));
    }

    @ParameterizedTest
    @MethodSource("mappers")
    void refusesAtTheFirstSignInAndLater(String type, Map<String, String> settings) {
        String known = "known-" + type + settings.hashCode();
        String id = signIn(known).userId();
        UserRepresentation before = users.read(id);
        int count = users.count();
        String mapper = customers.map("evil", type, settings);
        try {
            assertRefused("new-" + known);
            assertRefused(known);
        } finally {
            customers.unmap(mapper);
        }
        assertThat(users.count()).isEqualTo(count);
        assertThat(users.having("tiledesk.customer.id", "new-" + known)).isEmpty();
        assertThat(users.read(id)).usingRecursiveComparison().isEqualTo(before);
        assertThat(users.get(id).roles().getAll().getClientMappings()).isNull();
        assertThat(users.get(id).roles().getAll().getRealmMappings()).isNull();
        assertThat(users.get(id).groups()).isEmpty();
        // Nothing of it has stayed.
        assertThat(signIn(known).userId()).isEqualTo(id);
    }

    /** Keycloak's own step for new users gives the realm's default roles. */
    @Test
    void refusesWhatTheFirstLoginFlowGives() {
        try (TestRealm realm =
                TestRealm.create(
                        rep ->
                                RealmParts.firstLogin(
                                        rep, "REQUIRED", "idp-create-user-if-unique"))) {
            var roles = realm.admin().rolesById();
            String defaults = realm.admin().toRepresentation().getDefaultRole().getId();
            String management =
                    realm.admin().clients().findByClientId("realm-management").get(0).getId();
            List<RoleRepresentation> admin =
                    List.of(
                            realm.admin()
                                    .clients()
                                    .get(management)
                                    .roles()
                                    .get("view-users")
                                    .toRepresentation());
            int count = new RealmUsers(realm).count();
            roles.addComposites(defaults, admin);

            Answer refused = new CustomerCalls(realm).signIn("default-1");

            assertThat(refused.status()).isEqualTo(401);
            assertThat(new RealmUsers(realm).count()).isEqualTo(count);
            roles.deleteComposites(defaults, admin);
            assertThat(new CustomerCalls(realm).signIn("default-1").status()).isEqualTo(200);
        }
    }

    private Answer signIn(String id) {
        return customers.signIn(Demo.customer().claim("_id", id).claim("role", "admin"));
    }

    private void assertRefused(String id) {
        events.clear();

        Answer answer = signIn(id);

        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.json().path("msg").asText()).isEqualTo("Unauthorized");
        assertThat(events.refusals())
                .containsExactly("the user is an administrator, after flow and mappers have run");
    }
}
