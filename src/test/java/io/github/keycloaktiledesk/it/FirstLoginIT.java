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
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Flows that an admin may bind to a provider for the first sign-in of its customers. */
class FirstLoginIT {

    private static final String REVIEWS = "first broker login";
    private static final String CREATE = "idp-create-user-if-unique";
    private static final String DETECT = "idp-detect-existing-broker-user";
    private static final String LINK = "idp-auto-link";

    @Test
    void refusesWhereTheFlowWantsToShowAPage() {
        try (TestRealm realm =
                TestRealm.create(
                        rep -> RealmParts.provider(rep).setFirstBrokerLoginFlowAlias(REVIEWS))) {
            // Without an e-mail the profile is to be completed.
            assertNothingWritten(realm, Demo.customer(), 409);
        }
    }

    @Test
    void refusesWhereTheFlowDenies() {
        try (TestRealm realm =
                TestRealm.create(
                        rep ->
                                RealmParts.firstLogin(
                                        rep, "REQUIRED", CREATE, "deny-access-authenticator"))) {
            assertNothingWritten(realm, Demo.customer(), 409);
        }
    }

    private static void assertNothingWritten(TestRealm realm, CustomToken token, int status) {
        RealmUsers users = new RealmUsers(realm);
        int before = users.count();

        Answer answer = new CustomerCalls(realm).signIn(token);

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().path("success").asBoolean(true)).isFalse();
        assertThat(answer.json().path("msg").isTextual()).isTrue();
        assertThat(users.count()).isEqualTo(before);
        assertThat(users.having("tiledesk.kind", "customer")).isEmpty();
        assertThat(users.countLinkedTo(Demo.PROVIDER)).isZero();
        assertThat(realm.admin().getClientSessionStats()).isEmpty();
        assertThat(new RealmEvents(realm).all())
                .extracting(EventRepresentation::getType)
                .containsExactly("LOGIN_ERROR");
    }

    /** Such as Keycloak's own steps that want an e-mail for a user name. */
    @Test
    void refusesWhereTheFlowStartsOver() {
        try (TestRealm realm =
                TestRealm.create(
                        rep -> {
                            rep.setRegistrationEmailAsUsername(true);
                            RealmParts.firstLogin(rep, "REQUIRED", CREATE);
                        })) {
            assertNothingWritten(realm, Demo.customer(), 409);
        }
    }

    @Test
    void refusesWhereTheFlowHasNoStepLeft() {
        try (TestRealm realm =
                TestRealm.create(rep -> RealmParts.firstLogin(rep, "DISABLED", CREATE))) {
            assertNothingWritten(realm, Demo.customer(), 409);
        }
    }

    /** Keycloak's default flow passes in silence whoever needs no page of it. */
    @Test
    void takesKeycloaksDefaultFlow() {
        try (TestRealm realm =
                TestRealm.create(
                        rep -> {
                            RealmParts.provider(rep).setFirstBrokerLoginFlowAlias(REVIEWS);
                            RealmParts.provider(rep).setTrustEmail(true);
                        })) {
            CustomerCalls customers = new CustomerCalls(realm);
            assertNothingWritten(realm, withEmailOfAgent(), 409);

            Answer answer =
                    customers.signIn(
                            Demo.customer()
                                    .claim("_id", "default-1")
                                    .claim("email", "eva@example.test"));

            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(new RealmUsers(realm).read(answer.userId()).getAttributes())
                    .containsEntry("tiledesk.kind", List.of("customer"));
            assertThat(customers.links(answer.userId())).hasSize(1);
            assertThat(customers.signIn("default-1").userId()).isEqualTo(answer.userId());
        }
    }

    /** A provider that names no flow runs the realm's. */
    @Test
    void takesTheRealmsFlowWhereTheProviderHasNone() {
        try (TestRealm realm =
                TestRealm.create(
                        rep -> {
                            RealmParts.firstLogin(rep, "REQUIRED", CREATE);
                            rep.setFirstBrokerLoginFlow(
                                    RealmParts.provider(rep).getFirstBrokerLoginFlowAlias());
                            RealmParts.provider(rep).setFirstBrokerLoginFlowAlias(null);
                        })) {
            Answer answer = new CustomerCalls(realm).signIn("realm-1");

            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(new CustomerCalls(realm).links(answer.userId())).hasSize(1);
        }
    }

    @Test
    void takesKeycloaksOwnStepThatCreatesUsers() {
        try (TestRealm realm =
                TestRealm.create(rep -> RealmParts.firstLogin(rep, "REQUIRED", CREATE))) {
            CustomerCalls customers = new CustomerCalls(realm);

            Answer answer = customers.signIn("stock-1");

            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            String id = answer.userId();
            assertThat(new RealmUsers(realm).read(id).getAttributes())
                    .containsEntry("tiledesk.kind", List.of("customer"))
                    .containsEntry("tiledesk.customer.id", List.of("stock-1"))
                    .containsEntry("tiledesk.project", List.of(Demo.PROJECT));
            assertThat(customers.links(id)).hasSize(1);
            assertThat(answer.claims().path("sub").asText()).isEqualTo("userexternal");
            assertThat(customers.signIn("stock-1").userId()).isEqualTo(id);
        }
    }

    /** Whatever steps a flow has: a token must not carry the {@code _id} of somebody else. */
    @Test
    void refusesTheIdOfAnotherUserAlsoWhereKeycloaksOwnStepCreatesUsers() {
        try (TestRealm realm =
                TestRealm.create(rep -> RealmParts.firstLogin(rep, "REQUIRED", CREATE))) {
            String agent = new RealmUsers(realm).idOf(Demo.AGENT);

            assertNothingWritten(realm, Demo.customer().claim("_id", agent), 409);
        }
    }

    @Test
    void refusesTheEmailOfAnotherUserAlsoWhereKeycloaksOwnStepCreatesUsers() {
        try (TestRealm realm =
                TestRealm.create(rep -> RealmParts.firstLogin(rep, "REQUIRED", CREATE))) {
            assertNothingWritten(realm, withEmailOfAgent(), 409);
        }
    }

    @Test
    void linksNoExistingUserUnlessTheProviderMay() {
        try (TestRealm realm = TestRealm.create(FirstLoginIT::autoLink)) {
            RealmUsers users = new RealmUsers(realm);
            UserRepresentation before = users.read(users.idOf(Demo.AGENT));

            assertNothingWritten(realm, withEmailOfAgent(), 401);

            assertThat(users.read(before.getId())).usingRecursiveComparison().isEqualTo(before);
            assertThat(new CustomerCalls(realm).links(before.getId())).isEmpty();
        }
    }

    /** Nobody is made: whom the realm does not know is refused. */
    @Test
    void detectsAndLinksExistingUsersOnly() {
        try (TestRealm realm =
                TestRealm.create(
                        rep -> {
                            RealmParts.firstLogin(rep, "REQUIRED", DETECT, LINK);
                            RealmParts.provider(rep).setTrustEmail(true);
                        })) {
            RealmUsers users = new RealmUsers(realm);
            CustomerCalls customers = new CustomerCalls(realm);
            assertNothingWritten(realm, withEmailOfAgent(), 401);
            customers.set(Map.of("allowExistingUsers", "true"));
            new RealmEvents(realm).clear();
            assertNothingWritten(realm, Demo.customer().claim("email", "no@example.test"), 409);

            Answer answer = customers.signIn(withEmailOfAgent());

            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.userId()).isEqualTo(users.idOf(Demo.AGENT));
            assertThat(customers.links(answer.userId())).hasSize(1);
            assertThat(users.having("tiledesk.kind", "customer")).isEmpty();
        }
    }

    @Test
    void linksAnExistingUserWhereTheProviderMay() {
        try (TestRealm realm =
                TestRealm.create(rep -> autoLink(rep, Map.of("allowExistingUsers", "true")))) {
            RealmUsers users = new RealmUsers(realm);
            String agent = users.idOf(Demo.AGENT);
            int before = users.count();

            Answer answer = new CustomerCalls(realm).signIn(withEmailOfAgent());

            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.userId()).isEqualTo(agent);
            assertThat(answer.claims().path("_id").asText()).isEqualTo(agent);
            assertThat(answer.claims().path("sub").asText()).isEqualTo(agent);
            assertThat(users.count()).isEqualTo(before);
            assertThat(new CustomerCalls(realm).links(agent)).hasSize(1);
            assertThat(users.having("tiledesk.kind", "customer")).isEmpty();
            assertThat(answer.claims().has("sid")).isTrue();
        }
    }

    /** A site must not rename or readdress somebody's account. */
    @Test
    void leavesALinkedUserAsItWas() {
        try (TestRealm realm =
                TestRealm.create(rep -> autoLink(rep, Map.of("allowExistingUsers", "true")))) {
            RealmUsers users = new RealmUsers(realm);
            CustomerCalls customers = new CustomerCalls(realm);
            UserRepresentation before = users.read(users.idOf(Demo.AGENT));
            customers.signIn(withEmailOfAgent());

            // Found by the link now, whatever the e-mail.
            Answer again =
                    customers.signIn(
                            withEmailOfAgent()
                                    .claim("firstname", "Renamed")
                                    .without("lastname")
                                    .claim("email", "readdressed@example.test"));

            assertThat(again.userId()).isEqualTo(before.getId());
            assertThat(users.read(before.getId()))
                    .usingRecursiveComparison()
                    .ignoringFields("federatedIdentities")
                    .isEqualTo(before);
        }
    }

    @Test
    void neverLinksAnAdministrator() {
        try (TestRealm realm =
                TestRealm.create(rep -> autoLink(rep, Map.of("allowExistingUsers", "true")))) {
            RealmUsers users = new RealmUsers(realm);
            String agent = users.idOf(Demo.AGENT);
            users.grant(agent, "realm-management", "realm-admin");

            assertNothingWritten(realm, withEmailOfAgent(), 401);

            assertThat(new CustomerCalls(realm).links(agent)).isEmpty();
        }
    }

    @Test
    void neverLinksAnAdministratorOfTiledesk() {
        try (TestRealm realm =
                TestRealm.create(rep -> autoLink(rep, Map.of("allowExistingUsers", "true")))) {
            RealmUsers users = new RealmUsers(realm);
            String agent = users.idOf(Demo.AGENT);
            users.grant(agent, Demo.CLIENT, "admin");

            assertNothingWritten(realm, withEmailOfAgent(), 401);

            assertThat(new CustomerCalls(realm).links(agent)).isEmpty();
        }
    }

    /** Whoever was no administrator before, a mapper must not make one. */
    @Test
    void givesALinkedUserNoAdminRole() {
        try (TestRealm realm =
                TestRealm.create(rep -> autoLink(rep, Map.of("allowExistingUsers", "true")))) {
            RealmUsers users = new RealmUsers(realm);
            String agent = users.idOf(Demo.AGENT);
            new CustomerCalls(realm)
                    .map(
                            "admin",
                            "oidc-hardcoded-role-idp-mapper",
                            Map.of("role", "realm-management.realm-admin"));

            assertNothingWritten(realm, withEmailOfAgent(), 401);

            assertThat(users.get(agent).roles().getAll().getClientMappings()).isNull();
        }
    }

    private static CustomToken withEmailOfAgent() {
        return Demo.customer().claim("_id", "link-1").claim("email", Demo.AGENT);
    }

    private static void autoLink(RealmRepresentation realm) {
        autoLink(realm, Map.of());
    }

    private static void autoLink(RealmRepresentation realm, Map<String, String> settings) {
        RealmParts.firstLogin(realm, "ALTERNATIVE", CREATE, LINK);
        RealmParts.provider(realm).setTrustEmail(true);
        RealmParts.provider(realm).getConfig().putAll(settings);
    }
}
