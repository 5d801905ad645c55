// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.resource.UserProfileResource;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.representations.userprofile.config.UPConfig;

/** Claims of a custom token that a mapper of the provider makes attributes of the user. */
class ClaimToAttributeIT {

    private static final String TYPE = "tiledesk-claim-attribute";
    private static final String HARDCODED = "hardcoded-attribute-idp-mapper";

    @AutoClose private static final TestRealm REALM = TestRealm.create();

    private final CustomerCalls customers = new CustomerCalls(REALM);
    private final RealmUsers users = new RealmUsers(REALM);
    private final RealmEvents events = new RealmEvents(REALM);

    @BeforeAll
    static void showAllAttributes() {
        UserProfileResource profile = REALM.admin().users().userProfile();
        UPConfig config = profile.getConfiguration();
        config.setUnmanagedAttributePolicy(UPConfig.UnmanagedAttributePolicy.ADMIN_VIEW);
        profile.update(config);
    }

    @AfterEach
    void removeMappers() {
        customers.unmapAll();
        customers.set(Map.of("syncMode", "FORCE"));
    }

    @Test
    void keepsClaimsOfEveryType() {
        map("text", "plan");
        map("number", "count");
        map("decimal", "score");
        map("boolean", "paying");
        map("nested", "attributes.address.city");
        map("dotted", "https://site\\.example/level");
        map("list", "attributes.tags");
        map("object", "attributes.address");
        map("nothing", "attributes.none");
        map("absent", "attributes.absent.deeper");
        map("beneathText", "plan.deeper");
        CustomToken token =
                customer("types-1")
                        .claim("plan", "pro")
                        .claim("count", 7)
                        .claim("score", 2.5)
                        .claim("paying", true)
                        .claim("https://site.example/level", "gold")
                        .claim(
                                "attributes",
                                Map.of(
                                        "address",
                                        Map.of("city", "Lecce"),
                                        "none",
                                        List.of(),
                                        "tags",
                                        Arrays.asList("a", 1, false, null, "b")));

        String id = customers.signIn(token).userId();

        // At the first sign-in and, from there on, at every other.
        for (int signIn = 1; signIn <= 2; signIn++) {
            assertThat(users.read(id).getAttributes())
                    .containsEntry("text", List.of("pro"))
                    .containsEntry("number", List.of("7"))
                    .containsEntry("decimal", List.of("2.5"))
                    .containsEntry("boolean", List.of("true"))
                    .containsEntry("nested", List.of("Lecce"))
                    .containsEntry("dotted", List.of("gold"))
                    .containsEntry("object", List.of("{\"city\":\"Lecce\"}"))
                    .doesNotContainKeys("nothing", "absent", "beneathText")
                    .hasEntrySatisfying(
                            "list",
                            list ->
                                    assertThat(list)
                                            .containsExactlyInAnyOrder("a", "1", "false", "b"));
            assertThat(customers.signIn(token).userId()).isEqualTo(id);
        }
    }

    @Test
    void takesOutWhatADatabaseWouldNotKeep() {
        map("plan", "plan");

        String id = customers.signIn(customer("clean-1").claim("plan", "p\u0000ro\n")).userId();

        assertThat(users.read(id).getAttributes()).containsEntry("plan", List.of("pro"));
    }

    @ParameterizedTest
    @CsvSource({
        "FORCE,INHERIT,true",
        "IMPORT,INHERIT,false",
        "IMPORT,FORCE,true",
        "FORCE,IMPORT,false"
    })
    void followsTheSyncMode(String provider, String mapper, boolean updates) {
        customers.set(Map.of("syncMode", provider));
        customers.map(
                "plan",
                TYPE,
                Map.of("claim", "plan", "user.attribute", "plan", "syncMode", mapper));
        String name = "sync-" + provider + "-" + mapper;
        String id = customers.signIn(customer(name).claim("plan", "free")).userId();

        customers.signIn(customer(name).claim("plan", List.of("pro", "team")));
        assertThat(users.read(id).getAttributes())
                .containsEntry("plan", updates ? List.of("pro", "team") : List.of("free"));

        customers.signIn(customer(name));
        assertThat(users.read(id).getAttributes().containsKey("plan")).isEqualTo(!updates);
    }

    @Test
    void refusesMoreThanAnAttributeMayHold() {
        map("plan", "plan");

        assertThat(customers.signIn(customer("most-1").claim("plan", values(100))).status())
                .isEqualTo(200);
        assertThat(customers.signIn(customer("most-2").claim("plan", "x".repeat(2048))).status())
                .isEqualTo(200);
        assertRefused(customer("more-1").claim("plan", values(101)), "more than 100 values");
        assertRefused(
                customer("more-2").claim("plan", "x".repeat(2049)), "longer than 2048 characters");
        assertRefused(
                customer("more-3").claim("plan", Map.of("x", "x".repeat(2048))),
                "longer than 2048 characters");
    }

    private static List<String> values(int count) {
        return IntStream.range(0, count).mapToObj(i -> "v" + i).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "username",
                "email",
                "EMAIL",
                "firstName",
                "tiledesk.kind",
                "Tiledesk.Id",
                "tiledesk.customer.provider",
                "LDAP_ID",
                "kc.email.pending"
            })
    void neverWritesWhatSaysWhoAUserIs(String attribute) {
        String known = "reserved-" + attribute;
        String id = customers.signIn(known).userId();
        UserRepresentation before = users.read(id);
        customers.map("evil", TYPE, Map.of("claim", "evil", "user.attribute", attribute));

        // Also where the token has no such claim: the mapper itself is wrong.
        for (CustomToken token :
                List.of(
                        customer("new-" + known).claim("evil", "x@example.test"),
                        customer("new-" + known),
                        customer(known).claim("evil", "x@example.test"),
                        customer(known))) {
            assertRefused(token, "mapper 'evil': the attribute '" + attribute + "' is reserved");
        }

        assertThat(users.read(id)).usingRecursiveComparison().isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiledesk.kind", "email", "LDAP_ENTRY_DN"})
    void holdsKeycloaksHardcodedAttributesToTheSameRule(String attribute) {
        customers.map(
                "fixed", HARDCODED, Map.of("attribute", attribute, "attribute.value", "agent"));

        assertRefused(
                customer("hardcoded-" + attribute),
                "mapper 'fixed': the attribute '" + attribute + "' is reserved");
    }

    @Test
    void worksBesideKeycloaksHardcodedAttributes() {
        customers.map("fixed", HARDCODED, Map.of("attribute", "origin", "attribute.value", "acme"));

        String id = customers.signIn("hardcoded-1").userId();

        assertThat(users.read(id).getAttributes()).containsEntry("origin", List.of("acme"));
    }

    @Test
    void refusesMappersThatSayNothing() {
        String withoutClaim = customers.map("no claim", TYPE, Map.of("user.attribute", "plan"));
        assertRefused(
                customer("incomplete-1"), "mapper 'no claim': the setting 'claim' is missing");
        customers.unmap(withoutClaim);

        customers.map("no target", TYPE, Map.of("claim", "plan"));
        assertRefused(
                customer("incomplete-2"),
                "mapper 'no target': the setting 'user.attribute' is missing");
    }

    @Test
    void refusesMappersThatAreGone() {
        customers.map("gone", "mapper-of-a-jar-that-was-removed", Map.of());

        assertRefused(
                customer("gone-1"), "mapper 'gone': there is no mapper of its type on this server");
    }

    private void map(String attribute, String claim) {
        customers.map(attribute, TYPE, Map.of("claim", claim, "user.attribute", attribute));
    }

    private void assertRefused(CustomToken token, String reason) {
        int before = users.count();
        events.clear();

        Answer answer = customers.signIn(token);

        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.json().path("msg").asText()).isEqualTo("Unauthorized");
        assertThat(users.count()).isEqualTo(before);
        assertThat(events.single().getError()).isEqualTo("identity_provider_error");
        assertThat(events.refusals()).singleElement().asString().contains(reason);
    }

    private static CustomToken customer(String id) {
        return Demo.customer().claim("_id", id);
    }
}
