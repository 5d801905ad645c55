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
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Names and e-mail from claims of other names than Tiledesk's: every rule of those holds. */
class ClaimToPropertyIT {

    private static final String TYPE = "tiledesk-claim-property";

    @AutoClose private static final TestRealm DISTRUSTED = TestRealm.create(ClaimToPropertyIT::map);

    @AutoClose
    private static final TestRealm TRUSTED =
            TestRealm.create(
                    rep -> {
                        map(rep);
                        RealmParts.provider(rep).setTrustEmail(true);
                    });

    private static void map(RealmRepresentation realm) {
        map(realm, "firstName", "person.given");
        map(realm, "lastName", "person.family");
        map(realm, "email", "person.mail");
    }

    private static void map(RealmRepresentation realm, String property, String claim) {
        RealmParts.map(realm, property, TYPE, Map.of("claim", claim, "property", property));
    }

    @Test
    void takesNames() {
        CustomerCalls customers = new CustomerCalls(DISTRUSTED);

        Answer answer =
                customers.signIn(
                        customer("names-1", Map.of("given", "A\u0000da", "family", "Byron")));

        UserRepresentation user = new RealmUsers(DISTRUSTED).read(answer.userId());
        assertThat(user.getFirstName()).isEqualTo("Ada");
        assertThat(user.getLastName()).isEqualTo("Byron");
        assertThat(answer.claims().path("fullName").asText()).isEqualTo("Ada Byron");
        // The answer repeats what was sent.
        assertThat(answer.json().path("user").path("firstname").asText()).isEqualTo("Eva");

        customers.signIn(customer("names-1", Map.of("given", "Augusta")));
        UserRepresentation again = new RealmUsers(DISTRUSTED).read(answer.userId());
        assertThat(again.getFirstName()).isEqualTo("Augusta");
        // Without the mapped claim, Tiledesk's own counts.
        assertThat(again.getLastName()).isEqualTo("Demo");
    }

    @Test
    void leavesNamesAsTheyWereWhereTheProviderImportsOnly() {
        try (TestRealm realm =
                TestRealm.create(
                        rep -> {
                            map(rep);
                            RealmParts.provider(rep).getConfig().put("syncMode", "IMPORT");
                        })) {
            CustomerCalls customers = new CustomerCalls(realm);
            String id = customers.signIn(customer("import-1", Map.of("given", "Ada"))).userId();

            customers.signIn(
                    customer("import-1", Map.of("given", "Augusta", "mail", "a@example.test")));

            UserRepresentation user = new RealmUsers(realm).read(id);
            assertThat(user.getFirstName()).isEqualTo("Ada");
            assertThat(user.getAttributes()).doesNotContainKey("tiledesk.email");
        }
    }

    @Test
    void refusesLongNames() {
        Answer answer =
                new CustomerCalls(DISTRUSTED)
                        .signIn(customer("long-1", Map.of("family", "x".repeat(256))));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(new RealmEvents(DISTRUSTED).refusals())
                .contains("mapper 'lastName': the claim is longer than 255 characters");
        assertThat(new RealmUsers(DISTRUSTED).having("tiledesk.customer.id", "long-1")).isEmpty();
    }

    @Test
    void keepsAnUntrustedEmailOutOfAccountAndToken() {
        Answer answer = signIn(DISTRUSTED, "mail-1", "ada@example.test");

        UserRepresentation user = new RealmUsers(DISTRUSTED).read(answer.userId());
        assertThat(user.getEmail()).isNull();
        assertThat(user.getAttributes())
                .containsEntry("tiledesk.email", List.of("ada@example.test"));
        assertThat(answer.claims().toString()).doesNotContain("ada@example.test");
    }

    @Test
    void putsATrustedEmailIntoAccountAndToken() {
        Answer answer = signIn(TRUSTED, "mail-1", "ada@example.test");

        UserRepresentation user = new RealmUsers(TRUSTED).read(answer.userId());
        assertThat(user.getEmail()).isEqualTo("ada@example.test");
        assertThat(user.isEmailVerified()).isTrue();
        assertThat(answer.claims().path("email").asText()).isEqualTo("ada@example.test");

        signIn(TRUSTED, "mail-1", "augusta@example.test");
        assertThat(new RealmUsers(TRUSTED).read(answer.userId()).getEmail())
                .isEqualTo("augusta@example.test");
    }

    @Test
    void refusesTheEmailOfAnotherUser() {
        for (TestRealm realm : List.of(DISTRUSTED, TRUSTED)) {
            RealmUsers users = new RealmUsers(realm);
            String known = new CustomerCalls(realm).signIn("mail-2").userId();
            UserRepresentation before = users.read(known);
            int count = users.count();

            assertThat(signIn(realm, "mail-3", Demo.AGENT).status()).isEqualTo(409);
            assertThat(signIn(realm, "mail-2", Demo.AGENT).status()).isEqualTo(409);

            assertThat(users.count()).isEqualTo(count);
            assertThat(users.read(known)).usingRecursiveComparison().isEqualTo(before);
        }
    }

    @Test
    void takesNoTextForAnEmailThatIsNone() {
        Answer answer = signIn(TRUSTED, "mail-4", "Ada <ada@example.test>");

        UserRepresentation user = new RealmUsers(TRUSTED).read(answer.userId());
        assertThat(user.getEmail()).isNull();
        assertThat(user.getAttributes()).doesNotContainKey("tiledesk.email");
    }

    @Test
    void refusesOtherProperties() {
        try (TestRealm realm = TestRealm.create(rep -> map(rep, "username", "person.login"))) {
            Answer answer =
                    new CustomerCalls(realm)
                            .signIn(customer("property-1", Map.of("login", "admin")));

            assertThat(answer.status()).isEqualTo(401);
            assertThat(new RealmEvents(realm).refusals())
                    .containsExactly(
                            "mapper 'username': the property is neither a name nor the e-mail");
        }
    }

    private static Answer signIn(TestRealm realm, String id, String email) {
        return new CustomerCalls(realm).signIn(customer(id, Map.of("mail", email)));
    }

    private static CustomToken customer(String id, Map<String, String> person) {
        return Demo.customer().claim("_id", id).claim("person", person);
    }
}
