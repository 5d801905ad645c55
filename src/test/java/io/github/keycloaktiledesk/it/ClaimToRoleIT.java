// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** Roles and groups that a mapper of the provider gives for a claim. */
class ClaimToRoleIT {

    private static final String TO_ROLE = "tiledesk-claim-role";
    private static final String TO_GROUP = "tiledesk-claim-group";

    @AutoClose private static final TestRealm REALM = TestRealm.create(ClaimToRoleIT::addRoles);

    private final CustomerCalls customers = new CustomerCalls(REALM);
    private final RealmUsers users = new RealmUsers(REALM);

    private static void addRoles(RealmRepresentation realm) {
        for (String name : List.of("vip", "partner")) {
            RoleRepresentation role = new RoleRepresentation();
            role.setName(name);
            RealmParts.addRole(realm, role);
        }
        GroupRepresentation group = new GroupRepresentation();
        group.setName("gold");
        realm.setGroups(List.of(group));
    }

    @AfterEach
    void removeMappers() {
        customers.unmapAll();
    }

    @Test
    void givesTheRoleForTheValueAlone() {
        role("role", "vip", "vip");
        assertThat(roles(signIn("role-1", "vip"))).containsExactly("vip");
        assertThat(roles(signIn("role-2", List.of("partner", "vip")))).containsExactly("vip");
        for (Object other :
                List.of("partner", "VIP", "vip2", List.of("partner"), Map.of("vip", true), 1)) {
            assertThat(roles(signIn("role-" + other.hashCode(), other)))
                    .as(other.toString())
                    .isEmpty();
        }
        assertThat(roles(customers.signIn("role-none"))).isEmpty();
    }

    @Test
    void readsTheClaimRoleWhereTheMapperNamesNone() {
        map(TO_ROLE, Map.of("claim.value", "vip", "role", "vip"));

        assertThat(roles(signIn("default-1", "vip"))).containsExactly("vip");
        assertThat(roles(signIn("default-2", "other"))).isEmpty();
    }

    @Test
    void readsNumbersAndBooleansDeepInTheToken() {
        role("attributes.level", "3", "vip");
        role("attributes.flags", "true", "partner");
        Answer answer =
                customers.signIn(
                        Demo.customer()
                                .claim("_id", "nested-1")
                                .claim(
                                        "attributes",
                                        Map.of("level", 3, "flags", List.of(false, true))));

        assertThat(roles(answer)).containsExactlyInAnyOrder("vip", "partner");
    }

    @Test
    void givesRolesOfClients() {
        role("role", "reader", Demo.BACKEND + ".reader");
        var client = REALM.admin().clients().findByClientId(Demo.BACKEND).get(0).getId();
        RoleRepresentation reader = new RoleRepresentation();
        reader.setName("reader");
        REALM.admin().clients().get(client).roles().create(reader);

        Answer answer = signIn("client-1", "reader");

        assertThat(users.get(answer.userId()).roles().clientLevel(client).listAll())
                .extracting(RoleRepresentation::getName)
                .containsExactly("reader");
    }

    @ParameterizedTest
    @CsvSource({"FORCE,true,true", "LEGACY,false,true", "IMPORT,false,false"})
    void givesAndTakesTheRoleAsTheSyncModeSays(String mode, boolean gives, boolean takes) {
        map(TO_ROLE, settings("role", "vip", "role", "vip", mode));
        signIn("later-" + mode, "other");
        assertThat(roles(signIn("later-" + mode, "vip"))).hasSize(gives ? 1 : 0);

        signIn("gone-" + mode, "vip");
        assertThat(roles(signIn("gone-" + mode, "other"))).hasSize(takes ? 0 : 1);
    }

    @Test
    void takesNoRoleAwayThatAnotherMapperHasGiven() {
        role("role", "vip", "vip");
        role("attributes.level", "3", "vip");
        for (int signIn = 1; signIn <= 2; signIn++) {
            assertThat(roles(signIn("both-1", "vip"))).containsExactly("vip");
        }
    }

    @ParameterizedTest
    @CsvSource({"FORCE,true,true", "LEGACY,true,true", "IMPORT,false,false"})
    void joinsAndLeavesTheGroupAsTheSyncModeSays(String mode, boolean joins, boolean leaves) {
        map(TO_GROUP, settings("tier", "gold", "group", "/gold", mode));
        assertThat(groups(tier("join-" + mode, "silver"))).isEmpty();
        assertThat(groups(tier("join-" + mode, "gold"))).hasSize(joins ? 1 : 0);

        assertThat(groups(tier("leave-" + mode, "gold"))).containsExactly("gold");
        assertThat(groups(tier("leave-" + mode, "silver"))).hasSize(leaves ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {TO_ROLE, TO_GROUP})
    void refusesMappersWithoutAValue(String type) {
        map(type, Map.of("claim", "tier", "role", "vip", "group", "/gold"));

        assertThat(customers.signIn("incomplete-1").status()).isEqualTo(401);
        assertThat(tier("incomplete-2", "gold").status()).isEqualTo(401);
        assertThat(new RealmEvents(REALM).refusals())
                .asString()
                .contains("the setting 'claim.value' is missing");
    }

    private void role(String claim, String value, String role) {
        map(TO_ROLE, settings(claim, value, "role", role, "INHERIT"));
    }

    private void map(String type, Map<String, String> settings) {
        customers.map(type + " " + settings.hashCode(), type, settings);
    }

    private static Map<String, String> settings(
            String claim, String value, String target, String name, String syncMode) {
        return Map.of("claim", claim, "claim.value", value, target, name, "syncMode", syncMode);
    }

    private Answer signIn(String id, Object role) {
        return customers.signIn(Demo.customer().claim("_id", id).claim("role", role));
    }

    private Answer tier(String id, String tier) {
        CustomToken token = Demo.customer().claim("_id", id).claim("tier", tier);
        return customers.signIn(token);
    }

    private List<String> roles(Answer answer) {
        return users.get(answer.userId()).roles().realmLevel().listAll().stream()
                .map(RoleRepresentation::getName)
                .toList();
    }

    private List<String> groups(Answer answer) {
        return users.get(answer.userId()).groups().stream()
                .map(GroupRepresentation::getName)
                .toList();
    }
}
