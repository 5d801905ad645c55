// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.server.ErrorAnswer.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.Providers;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** What an admin has done to a customer or to the provider since the first sign-in. */
class CustomerRulesIT {

    @AutoClose private static final TestRealm REALM = TestRealm.create();

    private static final String NEW_SECRET = "c0ffee11-1234-4abc-8def-5ec688ed1340";

    private final CustomerCalls customers = new CustomerCalls(REALM);
    private final RealmUsers users = new RealmUsers(REALM);

    @Test
    void refusesWhileTheProviderIsDisabled() {
        customers.signIn("provider-1");
        try {
            customers.change(provider -> provider.setEnabled(false));

            assertRefused(customers.signIn("provider-1"));
            assertRefused(customers.signIn("provider-2"));
        } finally {
            customers.change(provider -> provider.setEnabled(true));
        }
        // The secret, which the console never sees, has survived.
        assertThat(customers.signIn("provider-1").status()).isEqualTo(200);
    }

    @Test
    void refusesWhereTwoProvidersClaimAProject() {
        try (TestRealm realm =
                TestRealm.create(rep -> RealmParts.addProvider(rep, "twin", "twin", Demo.SECRET))) {
            CustomerCalls twins = new CustomerCalls(realm);
            assertThat(twins.signIn("twin-1").status()).isEqualTo(200);
            new Providers(realm).plant("twin", Map.of("clientId", Demo.PROJECT));
            assertRefused(twins.signIn("twin-1"));

            realm.admin().identityProviders().get("twin").remove();

            assertThat(twins.signIn("twin-1").status()).isEqualTo(200);
        }
    }

    /** A node remembers which provider it is; what an administrator changes counts at once. */
    @Test
    void looksForTheProviderAgainWhereItHasChanged() {
        try (TestRealm realm = TestRealm.create()) {
            CustomerCalls moving = new CustomerCalls(realm);
            Providers providers = new Providers(realm);
            CustomToken there =
                    Demo.customer().claim("aud", "https://tiledesk.com/projects/elsewhere");
            assertThat(moving.signIn("moving").status()).isEqualTo(200);
            assertRefused(moving.signIn(there));

            moving.set(Map.of("clientId", "elsewhere"));
            assertRefused(moving.signIn("moving"));
            assertThat(moving.signIn(there).status()).isEqualTo(200);

            providers.remove(Demo.PROVIDER);
            assertRefused(moving.signIn(there));

            providers.add("new", Map.of("clientId", "elsewhere", "clientSecret", NEW_SECRET));
            assertRefused(moving.signIn(there));
            assertThat(realm.calls().customToken(there.sign(NEW_SECRET)).status()).isEqualTo(200);
        }
    }

    @Test
    void refusesDisabledUsers() {
        String id = customers.signIn("disabled-1").userId();

        users.change(id, user -> user.setEnabled(false));
        assertRefused(customers.signIn("disabled-1"));

        users.change(id, user -> user.setEnabled(true));
        assertThat(customers.signIn("disabled-1").status()).isEqualTo(200);
    }

    @Test
    void refusesUsersWithARequiredAction() {
        String id = customers.signIn("action-1").userId();

        users.change(id, user -> user.setRequiredActions(List.of("UPDATE_PASSWORD")));
        assertThat(customers.signIn("action-1").status()).isEqualTo(401);

        users.change(id, user -> user.setRequiredActions(List.of()));
        assertThat(customers.signIn("action-1").status()).isEqualTo(200);
    }

    @Test
    void refusesAdministratorsOfTheRealm() {
        String id = customers.signIn("role-1").userId();

        users.grant(id, "realm-management", "view-users");

        assertRefused(customers.signIn("role-1"));
    }

    @Test
    void refusesAdministratorsOfTheRealmByTheirGroup() {
        String id = customers.signIn("role-2").userId();
        GroupRepresentation group = new GroupRepresentation();
        group.setName("realm administrators");
        ClientRepresentation client =
                REALM.admin().clients().findByClientId("realm-management").get(0);
        RoleRepresentation role =
                REALM.admin()
                        .clients()
                        .get(client.getId())
                        .roles()
                        .get("view-users")
                        .toRepresentation();
        String groupId;
        try (Response created = REALM.admin().groups().add(group)) {
            String location = created.getLocation().getPath();
            groupId = location.substring(location.lastIndexOf('/') + 1);
        }
        REALM.admin()
                .groups()
                .group(groupId)
                .roles()
                .clientLevel(client.getId())
                .add(List.of(role));

        users.get(id).joinGroup(groupId);

        assertRefused(customers.signIn("role-2"));
    }

    @Test
    void refusesAdministratorsOfTiledesk() {
        String id = customers.signIn("role-3").userId();

        users.grant(id, Demo.CLIENT, "admin");

        assertRefused(customers.signIn("role-3"));
    }

    @Test
    void givesNoRoleForAClaim() {
        Answer answer =
                customers.signIn(
                        Demo.customer()
                                .claim("_id", "claim-1")
                                .claim("role", "admin")
                                .claim("roles", List.of("admin"))
                                .claim("realm_access", Map.of("roles", List.of("admin")))
                                .claim(
                                        "resource_access",
                                        Map.of(Demo.CLIENT, Map.of("roles", List.of("admin")))));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().has("role")).isFalse();
        for (String claim : List.of("role", "roles", "realm_access", "resource_access")) {
            assertThat(answer.claims().has(claim)).as(claim).isFalse();
        }
        var roles = users.get(answer.userId()).roles().getAll();
        assertThat(roles.getClientMappings()).isNull();
        assertThat(roles.getRealmMappings()).isNull();
    }

    @Test
    void makesADeletedUserAnew() {
        String id = customers.signIn("deleted-1").userId();
        users.get(id).remove();

        Answer again = customers.signIn("deleted-1");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.userId()).isNotEqualTo(id);
        assertThat(users.having("tiledesk.customer.id", "deleted-1")).hasSize(1);
    }

    @Test
    void linksAnUnlinkedUserAgain() {
        String id = customers.signIn("unlinked-1").userId();
        users.get(id).removeFederatedIdentity(Demo.PROVIDER);
        int before = users.count();

        Answer again = customers.signIn("unlinked-1");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.userId()).isEqualTo(id);
        assertThat(users.count()).isEqualTo(before);
        assertThat(customers.links(id)).hasSize(1);
    }

    /** Whoever the link leads to: the secret of a site signs in nobody but its customers. */
    @Test
    void refusesUsersWhomAnAdminHasLinked() {
        String agent = users.idOf(Demo.AGENT);
        customers.link(agent, "linked-1");
        try {
            assertThat(customers.links(agent)).hasSize(1);

            assertRefused(customers.signIn("linked-1"));
        } finally {
            users.get(agent).removeFederatedIdentity(Demo.PROVIDER);
        }
    }

    /** The Admin API takes links without an id. */
    @Test
    void refusesUsersWhoseLinkLeadsNowhere() {
        Answer first = customers.signIn("nowhere-1");
        String id = first.userId();
        var link = new FederatedIdentityRepresentation();
        link.setIdentityProvider(Demo.PROVIDER);
        link.setUserName("nowhere-1");
        users.get(id).removeFederatedIdentity(Demo.PROVIDER);
        users.get(id).addFederatedIdentity(Demo.PROVIDER, link).close();

        ErrorAnswer.check(customers.signIn("nowhere-1"), 409);
        ErrorAnswer.check(REALM.calls().customToken(first.token()), 401);
    }

    /** Only in the admin realm are clients of such names those of other realms. */
    @Test
    void takesNoClientForAnAdministratorsByItsName() {
        ClientRepresentation shop = new ClientRepresentation();
        shop.setClientId("shop-realm");
        REALM.admin().clients().create(shop).close();
        String client = REALM.admin().clients().findByClientId("shop-realm").get(0).getId();
        REALM.admin()
                .clients()
                .get(client)
                .roles()
                .create(new RoleRepresentation("buyer", "", false));
        String id = customers.signIn("buyer-1").userId();

        users.grant(id, "shop-realm", "buyer");

        assertThat(customers.signIn("buyer-1").status()).isEqualTo(200);
    }

    /** No person, whatever the provider may. */
    @Test
    void refusesServiceAccounts() {
        customers.set(Map.of("allowExistingUsers", "true"));
        ClientRepresentation robot = new ClientRepresentation();
        robot.setClientId("robot");
        robot.setServiceAccountsEnabled(true);
        REALM.admin().clients().create(robot).close();
        String client = REALM.admin().clients().findByClientId("robot").get(0).getId();
        String id = REALM.admin().clients().get(client).getServiceAccountUser().getId();
        customers.link(id, "robot-1");
        try {
            ErrorAnswer.check(customers.signIn("robot-1"), 401);
        } finally {
            customers.set(Map.of("allowExistingUsers", "false"));
        }
    }

    /** The console offers none, but the Admin API and imports take them. */
    @Test
    void refusesMappersThatAreMadeForOthers() {
        customers.map(
                "foreign",
                "oidc-user-attribute-idp-mapper",
                Map.of("claim", "mail", "user.attribute", "email"));
        try {
            ErrorAnswer.check(
                    customers.signIn(
                            Demo.customer()
                                    .claim("_id", "mapped-1")
                                    .claim("mail", "boss@example.com")),
                    401);
            assertThat(users.having("tiledesk.customer.id", "mapped-1")).isEmpty();
        } finally {
            customers.unmapAll();
        }
    }

    @Test
    void refusesSyncModesThatAreNone() {
        assertThat(customers.signIn("mode-1").status()).isEqualTo(200);
        customers.map(
                "misspelt",
                "tiledesk-claim-attribute",
                Map.of("claim", "x", "user.attribute", "x", "syncMode", "force"));
        try {
            ErrorAnswer.check(customers.signIn("mode-1"), 401);
        } finally {
            customers.unmapAll();
        }
        new Providers(REALM).plant(Demo.PROVIDER, Map.of("syncMode", "force"));
        try {
            ErrorAnswer.check(customers.signIn("mode-1"), 401);
        } finally {
            customers.set(Map.of("syncMode", "FORCE"));
        }
        assertThat(customers.signIn("mode-1").status()).isEqualTo(200);
    }
}
