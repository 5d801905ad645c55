// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.util.JsonSerialization;

/** Whatever else a caller or a site sends under the names of a user's own fields, nobody keeps. */
class MassAssignmentIT {

    /** What is stored of a visitor who typed nothing, but for the time at which it was seen. */
    private static final String[] VISITORS = {
        "tiledesk.kind", "tiledesk.project", "tiledesk.guest.seen"
    };

    @AutoClose
    private static final TestRealm REALM = TestRealm.create(RealmParts::allowRapidSignIns);

    private final RealmUsers users = new RealmUsers(REALM);
    private final Calls calls = REALM.calls();
    private final String agent = users.idOf(Demo.AGENT);

    /** Names of Keycloak's user, of Tiledesk's and of JavaScript's objects. */
    private Map<String, Object> hostile() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", agent);
        fields.put("keycloak_user_id", agent);
        fields.put("userId", agent);
        fields.put("user", Map.of("_id", agent, "role", "admin"));
        fields.put("username", "chosen");
        fields.put("preferred_username", "chosen");
        fields.put("enabled", false);
        fields.put("emailVerified", true);
        fields.put("email_verified", true);
        fields.put("emailverified", true);
        fields.put("role", "admin");
        fields.put("roles", List.of("admin"));
        fields.put("realmRoles", List.of("offline_access"));
        fields.put("clientRoles", Map.of(Demo.CLIENT, List.of("admin")));
        fields.put("realm_access", Map.of("roles", List.of("admin")));
        fields.put("resource_access", Map.of(Demo.CLIENT, Map.of("roles", List.of("admin"))));
        fields.put("groups", List.of("/admins"));
        fields.put("requiredActions", List.of("UPDATE_PASSWORD"));
        fields.put("credentials", List.of(Map.of("type", "password", "value", "mine")));
        fields.put("password", "mine");
        fields.put("federatedIdentities", List.of(Map.of("identityProvider", Demo.PROVIDER)));
        fields.put("federationLink", "ldap");
        fields.put("serviceAccountClientId", Demo.BACKEND);
        fields.put("origin", "elsewhere");
        fields.put("createdTimestamp", 1);
        fields.put("notBefore", 1);
        fields.put("scope", "openid offline_access");
        fields.put("client_id", Demo.BACKEND);
        fields.put("acr", "gold");
        fields.put("sid", "chosen");
        fields.put("tiledesk.kind", "agent");
        fields.put("tiledesk.id", agent);
        fields.put("tiledesk.project", "another");
        fields.put("attributes.tiledesk.kind", "agent");
        fields.put("attributes.tiledesk.id", agent);
        fields.put("__proto__", Map.of("role", "admin"));
        fields.put("constructor", Map.of("prototype", Map.of("role", "admin")));
        return fields;
    }

    @Test
    void givesAVisitorNothingByItsBody() {
        Map<String, Object> body = hostile();
        body.put("_id", agent);
        body.put("id_project", Demo.PROJECT);

        assertIsAPlainVisitor(calls.anonymously(body), VISITORS);
    }

    @Test
    void givesAVisitorNothingByAForm() {
        Form form = new Form().with("id_project", Demo.PROJECT).with("_id", agent);
        hostile().forEach((name, value) -> form.with(name, String.valueOf(value)));
        hostile().keySet().forEach(name -> form.with("user[" + name + "]", "admin"));
        form.with("[role]", "admin").with("role[]", "admin");

        assertIsAPlainVisitor(calls.post(Calls.ANONYMOUSLY, Form.HEADERS, form.bytes()), VISITORS);
    }

    /** Attributes are a visitor's own JSON, kept as one text: their names are nobody's fields. */
    @Test
    void keepsAVisitorsAttributesToThemselves() {
        Answer json =
                calls.anonymously(Map.of("id_project", Demo.PROJECT, "attributes", hostile()));
        Form form = new Form().with("id_project", Demo.PROJECT);
        List.of("role", "_id", "tiledesk.kind", "__proto__", "constructor", "tiledesk.id")
                .forEach(name -> form.with("attributes[" + name + "]", "admin"));
        Answer posted = calls.post(Calls.ANONYMOUSLY, Form.HEADERS, form.bytes());

        for (Answer answer : List.of(json, posted)) {
            JsonNode typed = answer.claims().path("attributes");
            assertThat(typed).isEqualTo(answer.json().at("/user/attributes"));
            assertThat(typed.has("__proto__")).isTrue();
            assertIsAPlainVisitor(
                    answer, VISITORS[0], VISITORS[1], VISITORS[2], "tiledesk.guest.attributes");
        }
    }

    private void assertIsAPlainVisitor(Answer answer, String... attributes) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode user = answer.json().path("user");
        assertThat(names(answer.json())).containsExactly("success", "token", "user");
        assertThat(names(user))
                .isSubsetOf(
                        "_id",
                        "firstname",
                        "attributes",
                        "id",
                        "fullName",
                        "emailverified",
                        "createdAt",
                        "updatedAt",
                        "__v");
        assertThat(user.path("_id").asText()).isEqualTo(answer.userId()).isNotEqualTo(agent);
        assertThat(user.path("emailverified").booleanValue()).isFalse();
        assertIsAsPlainATokenAs(plainVisitor(), answer);
        assertIsAPlainUser(answer.userId());
        assertThat(users.read(answer.userId()).getAttributes()).containsOnlyKeys(attributes);
        assertThat(users.read(answer.userId()).getUsername())
                .isEqualTo("tiledesk-guest-" + answer.userId());
    }

    private Answer plainVisitor() {
        return calls.anonymously(Map.of("id_project", Demo.PROJECT));
    }

    /** The claims are answered as the site has sent them, as recorded; but nobody keeps them. */
    @Test
    void givesACustomerNothingByTheClaimsOfItsSite() {
        CustomToken plain = Demo.customer().claim("_id", "plain-1");
        CustomToken token = Demo.customer().claim("_id", "mass-1").claims(hostile());

        Answer answer = calls.customToken(token.sign(Demo.SECRET));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(names(answer.json())).containsExactly("success", "token", "user");
        Answer other = calls.customToken(plain.sign(Demo.SECRET));
        assertIsAsPlainATokenAs(other, answer);
        assertIsAPlainUser(answer.userId());
        UserRepresentation expected = users.read(other.userId());
        UserRepresentation user = users.read(answer.userId());
        assertThat(user.getAttributes()).containsOnlyKeys(expected.getAttributes().keySet());
        assertThat(user.getAttributes()).containsEntry("tiledesk.kind", List.of("customer"));
        assertThat(user.getUsername())
                .startsWith("tiledesk-")
                .hasSameSizeAs(expected.getUsername());
        // What was only repeated is gone where it comes back.
        assertThat(names(calls.customToken(answer.token()).json().path("user")))
                .isEqualTo(names(calls.customToken(other.token()).json().path("user")));
    }

    @Test
    void givesACustomerNothingByTheBody() {
        Answer answer = bring(Demo.customer().claim("_id", "body-1").sign(Demo.SECRET));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text().split("mine|chosen|gold|prototype|elsewhere")).hasSize(1);
        assertIsAPlainUser(answer.userId());
        assertThat(answer.claims().path("_id").asText()).isEqualTo("body-1");
    }

    @Test
    void givesAnAgentNothingByItsBody() {
        UserRepresentation before = users.read(agent);
        Map<String, Object> body = hostile();
        body.put("email", Demo.AGENT);
        body.put("password", Demo.PASSWORD);
        body.put("_id", "chosen");

        Answer answer = calls.post(Calls.SIGNIN, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        Answer plain = calls.signin(Demo.AGENT, Demo.PASSWORD);
        assertThat(answer.json().path("user")).isEqualTo(plain.json().path("user"));
        assertThat(names(answer.json())).isEqualTo(names(plain.json()));
        assertIsAsPlainATokenAs(plain, answer);
        assertThat(users.read(agent)).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void givesWhoComesBackNothingByItsBody() {
        Answer visitor = plainVisitor();

        Answer again = bring(visitor.token());

        assertThat(again.token()).isEqualTo(visitor.token());
        assertThat(again.json()).isEqualTo(calls.customToken(visitor.token()).json());
        assertThat(users.read(visitor.userId()).getAttributes()).containsOnlyKeys(VISITORS);
    }

    private static void assertIsAsPlainATokenAs(Answer plain, Answer answer) {
        assertThat(names(answer.claims()).stream().filter(name -> !"attributes".equals(name)))
                .containsExactlyElementsOf(
                        names(plain.claims()).stream()
                                .filter(name -> !"attributes".equals(name))
                                .toList());
        for (String same : List.of("sub", "azp", "aud", "scope", "typ", "emailverified", "acr")) {
            assertThat(answer.claims().path(same)).as(same).isEqualTo(plain.claims().path(same));
        }
    }

    private void assertIsAPlainUser(String id) {
        UserRepresentation user = users.read(id);
        assertThat(user.isEnabled()).isTrue();
        assertThat(user.isEmailVerified()).isFalse();
        assertThat(user.getEmail()).isNull();
        assertThat(user.getRequiredActions()).isEmpty();
        assertThat(user.getFederationLink()).isNull();
        assertThat(user.getServiceAccountClientId()).isNull();
        assertThat(user.getCreatedTimestamp()).isGreaterThan(1_000_000L);
        assertThat(users.get(id).credentials()).isEmpty();
        assertThat(users.get(id).roles().realmLevel().listEffective())
                .extracting(RoleRepresentation::getName)
                .isEmpty();
        assertThat(users.get(id).roles().getAll().getClientMappings()).isNull();
        assertThat(users.get(id).getUserSessions()).isEmpty();
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private Answer bring(String jwt) {
        return calls.post(
                Calls.CUSTOM_TOKEN,
                Map.of("Content-Type", "application/json", "Authorization", "JWT " + jwt),
                JsonSerialization.valueAsString(hostile()).getBytes(StandardCharsets.UTF_8));
    }
}
