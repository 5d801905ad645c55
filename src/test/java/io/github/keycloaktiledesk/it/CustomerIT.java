// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Seconds;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.UserRepresentation;

/** Customers sign in with custom tokens, for the first time and again. */
@Tag("container")
class CustomerIT {

    @AutoClose private static final TestRealm REALM = TestRealm.create();

    private final CustomerCalls customers = new CustomerCalls(REALM);
    private final RealmUsers users = new RealmUsers(REALM);

    @Test
    void makesAUserAtTheFirstSignIn() {
        Answer answer = customers.signIn("first-1");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String id = answer.userId();
        UserRepresentation user = users.read(id);
        String provider =
                REALM.admin()
                        .identityProviders()
                        .get(Demo.PROVIDER)
                        .toRepresentation()
                        .getInternalId();
        assertThat(user.getUsername()).matches("tiledesk-[0-9a-f]{64}");
        assertThat(user.getFirstName()).isEqualTo("Eva");
        assertThat(user.getLastName()).isEqualTo("Demo");
        assertThat(user.getEmail()).isNull();
        assertThat(user.getRequiredActions()).isEmpty();
        assertThat(user.getAttributes())
                .containsOnly(
                        Map.entry("tiledesk.kind", List.of("customer")),
                        Map.entry("tiledesk.project", List.of(Demo.PROJECT)),
                        Map.entry("tiledesk.customer.id", List.of("first-1")),
                        Map.entry("tiledesk.customer.provider", List.of(provider)));
        assertThat(customers.links(id))
                .singleElement()
                .satisfies(
                        link -> {
                            assertThat(link.getIdentityProvider()).isEqualTo(Demo.PROVIDER);
                            assertThat(link.getUserId()).isEqualTo("first-1");
                        });
        assertThat(users.get(id).roles().realmLevel().listEffective()).isEmpty();
        assertThat(users.get(id).groups()).isEmpty();
        assertThat(users.get(id).getUserSessions()).isEmpty();
    }

    @Test
    void findsTheSameUserAgain() {
        String first = customers.signIn("again-1").userId();
        int count = users.count();

        Answer again = customers.signIn("again-1");

        assertThat(again.userId()).isEqualTo(first);
        assertThat(users.count()).isEqualTo(count);
        assertThat(customers.links(first)).hasSize(1);
    }

    @Test
    void bringsNamesAndAttributesUpToDate() {
        String id =
                customers
                        .signIn(
                                Demo.customer()
                                        .claim("_id", "force-1")
                                        .claim("attributes", Map.of("plan", "free")))
                        .userId();

        Answer again = customers.signIn(renamed("force-1"));

        assertThat(users.read(id).getFirstName()).isEqualTo("Renamed");
        assertThat(users.read(id).getLastName()).isNull();
        assertThat(users.read(id).getAttributes())
                .containsEntry("tiledesk.attributes", List.of("{\"plan\":\"pro\"}"));
        assertThat(again.claims().path("firstname").asText()).isEqualTo("Renamed");
        assertThat(again.claims().path("attributes").path("plan").asText()).isEqualTo("pro");
    }

    /** LEGACY is Keycloak's word for an unset mode, in which its own providers update nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"IMPORT", "LEGACY"})
    void leavesAUserAsItWasWhereTheProviderImportsOnly(String mode) {
        try (TestRealm realm = TestRealm.create(RealmParts.providerWith("syncMode", mode))) {
            CustomerCalls imported = new CustomerCalls(realm);
            String id = imported.signIn("import-1").userId();
            UserRepresentation before = new RealmUsers(realm).read(id);

            Answer again = imported.signIn(renamed("import-1"));

            assertThat(again.status()).isEqualTo(200);
            assertThat(new RealmUsers(realm).read(id)).usingRecursiveComparison().isEqualTo(before);
        }
    }

    private static CustomToken renamed(String id) {
        return Demo.customer()
                .claim("_id", id)
                .claim("firstname", "Renamed")
                .without("lastname")
                .claim("attributes", Map.of("plan", "pro"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void takesAllAlgorithmsOfSharedSecrets(String algorithm) {
        Answer answer =
                customers.signIn(Demo.customer().algorithm(algorithm).claim("_id", algorithm));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @Test
    void answersTheClaimsAsTheyWereSent() throws Exception {
        long now = Seconds.now();
        String sent =
                """
                {"sub":"userexternal","lastname":"Demo","code":"123456","_id":"echo-1",\
                "nothing":null,"list":[1,2.5,{"a":true}],"firstname":"Eva","big":12345678901234567890,\
                "aud":"https://tiledesk.com/projects/%s","exp":%d,"iat":%d}"""
                        .formatted(Demo.PROJECT, now + 120, now);

        Answer answer = customers.signIn(new CustomToken().payload(sent));

        JsonNode user = answer.json().path("user");
        assertThat(user.toString()).isEqualTo(new ObjectMapper().readTree(sent).toString());
        assertThat(answer.text()).contains(sent);
    }

    @Test
    void givesAnOrdinaryTokenOfTheRealm() {
        Answer answer =
                customers.signIn(
                        Demo.customer()
                                .claim("_id", "Token-1")
                                .claim("attributes", Map.of("plan", "pro"))
                                .claim("code", "123456"));

        Jwt token = Jwt.of(answer.token());
        assertThat(token.header().path("alg").asText()).isEqualTo("RS256");
        assertThat(token.text("_id")).isEqualTo("Token-1");
        assertThat(token.text("id")).isEqualTo("Token-1");
        assertThat(token.text("sub")).isEqualTo("userexternal");
        assertThat(token.text("firstname")).isEqualTo("Eva");
        assertThat(token.text("lastname")).isEqualTo("Demo");
        assertThat(token.text("fullName")).isEqualTo("Eva Demo");
        assertThat(token.text("id_project")).isEqualTo(Demo.PROJECT);
        assertThat(token.claims().path("attributes").path("plan").asText()).isEqualTo("pro");
        assertThat(token.claims().has("code")).isFalse();
        assertThat(token.claims().has("sid")).isFalse();
    }

    @Test
    void makesOneUserOfEightFirstSignInsAtTheSameMoment() {
        FirstSignIns.assertMakeOneUser("race-1", REALM);
    }
}
