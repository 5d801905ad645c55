// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the call signinAnonymously answers. */
@Tag("container")
class VisitorIT {

    private static final String UUID = "\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}";
    private static final String ISO = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";
    private static final List<String> DOCUMENTED =
            List.of("emailverified", "createdAt", "updatedAt", "__v");

    @AutoClose private static final TestRealm REALM = TestRealm.create();

    @AutoClose
    private static final TestRealm WITH_DOMAIN =
            TestRealm.create(
                    realm ->
                            RealmParts.step(realm, "tiledesk guest")
                                    .put("emailDomain", "tiledesk.com"));

    private final Calls calls = REALM.calls();

    @Test
    void answersAllThatWasTypedInTheRecordedOrder() {
        JsonNode attributes =
                object(Map.of("plan", "pro", "nested", Map.of("a", List.of(1, true))));
        Map<String, Object> body = new LinkedHashMap<>();
        // Another order than the answer's.
        body.put("attributes", attributes);
        body.put("email", "ada@example.test");
        body.put("lastname", "Guest");
        body.put("firstname", "Ada");
        body.put("id_project", Demo.PROJECT);

        Answer answer = calls.anonymously(body);

        assertThat(answer.status()).isEqualTo(200);
        JsonNode user = answer.json().path("user");
        assertThat(answer.json().fieldNames())
                .toIterable()
                .containsExactly("success", "token", "user");
        assertThat(user.fieldNames())
                .toIterable()
                .containsExactly(
                        "_id",
                        "firstname",
                        "lastname",
                        "email",
                        "attributes",
                        "id",
                        "fullName",
                        "emailverified",
                        "createdAt",
                        "updatedAt",
                        "__v");
        assertThat(user.path("firstname").asText()).isEqualTo("Ada");
        assertThat(user.path("lastname").asText()).isEqualTo("Guest");
        assertThat(user.path("email").asText()).isEqualTo("ada@example.test");
        assertThat(user.path("attributes")).isEqualTo(attributes);
        assertThat(user.path("fullName").asText()).isEqualTo("Ada Guest");
    }

    @Test
    void answersDefaultsToWhoTypesNothing() {
        Answer answer = calls.anonymously(Map.of("id_project", Demo.PROJECT));

        ObjectNode user = (ObjectNode) answer.json().path("user");
        String id = user.path("_id").asText();
        String name = "guest#" + id.substring(0, 4);
        assertThat(id).matches(UUID);
        assertThat(user.path("firstname").asText()).isEqualTo(name);
        assertThat(user.path("id").asText()).isEqualTo(id);
        // As recorded: a space also where there is no last name.
        assertThat(user.path("fullName").asText()).isEqualTo(name + " ");
        assertThat(user.deepCopy().without(DOCUMENTED).fieldNames())
                .toIterable()
                .containsExactly("_id", "firstname", "id", "fullName");
    }

    @Test
    void answersTheFieldsOfTheDocumentation() {
        Instant before = Instant.now().minusSeconds(5);

        JsonNode user = calls.anonymously(Map.of("id_project", Demo.PROJECT)).json().path("user");

        assertThat(user.path("emailverified").isBoolean()).isTrue();
        assertThat(user.path("emailverified").booleanValue()).isFalse();
        assertThat(user.path("createdAt").asText()).matches(ISO);
        assertThat(Instant.parse(user.path("createdAt").asText()))
                .isBetween(before, Instant.now().plusSeconds(5));
        assertThat(user.path("updatedAt")).isEqualTo(user.path("createdAt"));
        assertThat(user.path("__v").isInt()).isTrue();
        assertThat(user.path("__v").intValue()).isZero();
    }

    @Test
    void showsAnEmailOfTheGuestDomainToWhoTypesNone() {
        JsonNode user =
                WITH_DOMAIN
                        .calls()
                        .anonymously(Map.of("id_project", Demo.PROJECT))
                        .json()
                        .path("user");
        JsonNode typed =
                WITH_DOMAIN
                        .calls()
                        .anonymously(
                                Map.of("id_project", Demo.PROJECT, "email", "ada@example.test"))
                        .json()
                        .path("user");

        String id = user.path("_id").asText();
        assertThat(user.path("email").asText()).isEqualTo(id + "@tiledesk.com");
        assertThat(typed.path("email").asText()).isEqualTo("ada@example.test");
        assertThat(new RealmUsers(WITH_DOMAIN).read(id).getEmail()).isNull();
    }

    @Test
    void makesANewUserEveryTime() {
        RealmUsers users = new RealmUsers(REALM);
        int before = users.count();
        Map<String, String> same =
                Map.of("id_project", Demo.PROJECT, "firstname", "Ada", "email", "ada@example.test");

        String first = id(calls.anonymously(same));
        String second = id(calls.anonymously(same));

        assertThat(first).isNotEqualTo(second);
        assertThat(users.count()).isEqualTo(before + 2);
    }

    @Test
    void ignoresWhatNoVisitorMaySay() {
        String agent = new RealmUsers(REALM).idOf(Demo.AGENT);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id_project", Demo.PROJECT);
        body.put("_id", agent);
        body.put("id", agent);
        body.put("sub", "user");
        body.put("role", "admin");
        body.put("emailVerified", true);
        body.put("emailverified", true);
        body.put("email", Demo.AGENT);
        body.put("username", "chosen");
        body.put("scope", "offline_access");

        Answer answer = calls.anonymously(body);

        JsonNode user = answer.json().path("user");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(user.path("_id").asText()).isNotEqualTo(agent);
        assertThat(user.path("id")).isEqualTo(user.path("_id"));
        assertThat(user.path("emailverified").booleanValue()).isFalse();
        assertThat(user.has("role")).isFalse();
        assertThat(user.has("sub")).isFalse();
        assertThat(answer.json().has("role")).isFalse();
        assertThat(answer.claims().path("sub").asText()).isEqualTo("guest");
        assertThat(answer.claims().has("role")).isFalse();
        assertThat(new RealmUsers(REALM).read(id(answer)).getUsername())
                .isEqualTo("tiledesk-guest-" + id(answer));
    }

    private static String id(Answer answer) {
        return answer.json().path("user").path("_id").asText();
    }

    private static JsonNode object(Map<String, ?> fields) {
        return new ObjectMapper().valueToTree(fields);
    }
}
