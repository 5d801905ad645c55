// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.RealmRepresentation;

/** Which visitors are turned away. */
class VisitorLimitsIT {

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final String OTHER_PROJECT = "aaaaaaaaaaaaaaaaaaaaaaaa";
    private static final String THIRD_PROJECT = "bbbbbbbbbbbbbbbbbbbbbbbb";

    @AutoClose private static final TestRealm REALM = TestRealm.create();

    private final Calls calls = REALM.calls();

    @Test
    void takesVisitorsOfAnyProjectUnlessTold() {
        assertThat(calls.anonymously(Map.of("id_project", OTHER_PROJECT)).status()).isEqualTo(200);
    }

    @Test
    void takesVisitorsOfTheAllowedProjectsOnly() {
        try (TestRealm realm =
                TestRealm.create(
                        rep -> guest(rep, "projects", Demo.PROJECT + "##" + THIRD_PROJECT))) {
            int before = new RealmUsers(realm).count();

            Answer refused = realm.calls().anonymously(Map.of("id_project", OTHER_PROJECT));

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json().path("success").asBoolean(true)).isFalse();
            assertThat(refused.json().path("msg").asText()).isNotEmpty();
            assertThat(new RealmUsers(realm).count()).isEqualTo(before);
            for (String project : new String[] {Demo.PROJECT, THIRD_PROJECT}) {
                assertThat(realm.calls().anonymously(Map.of("id_project", project)).status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void refusesWhereTheGroupIsGone() {
        try (TestRealm realm = TestRealm.create(rep -> rep.getGroups().clear())) {
            assertNobodyGetsIn(realm);
        }
    }

    @Test
    void refusesWhereTheGroupIsWrong() {
        try (TestRealm realm = TestRealm.create(rep -> guest(rep, "group", "/nowhere"))) {
            assertNobodyGetsIn(realm);
        }
    }

    private static void assertNobodyGetsIn(TestRealm realm) {
        int before = new RealmUsers(realm).count();

        Answer refused = realm.calls().anonymously(Map.of("id_project", Demo.PROJECT));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(new RealmUsers(realm).count()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"firstname", "lastname", "email"})
    void takesNamesAndEmailUpTo255Characters(String field) {
        String longest = "ü".repeat(255);

        Answer taken = calls.anonymously(Map.of("id_project", Demo.PROJECT, field, longest));
        Answer refused =
                calls.anonymously(Map.of("id_project", Demo.PROJECT, field, longest + "x"));

        assertThat(taken.json().path("user").path(field).asText()).isEqualTo(longest);
        assertInvalid(refused, field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"firstname", "lastname", "email"})
    void takesTextOnly(String field) {
        assertInvalid(post(field, "7"), field);
        assertInvalid(post(field, "true"), field);
        assertInvalid(post(field, "{\"a\":1}"), field);
        assertInvalid(post(field, "[\"a\"]"), field);
        assertThat(post(field, "null").status()).isEqualTo(200);
    }

    @Test
    void takesAttributesUpTo16KiB() {
        String frame = "{\"a\":\"\"}";
        String longest = "x".repeat(16 * 1024 - frame.length());

        Answer taken = post("attributes", "{\"a\":\"" + longest + "\"}");

        assertThat(taken.json().path("user").path("attributes").path("a").asText())
                .isEqualTo(longest);
        assertInvalid(post("attributes", "{\"a\":\"x" + longest + "\"}"), "attributes");
    }

    @Test
    void takesAttributesUpTo8LevelsDeep() {
        assertThat(post("attributes", nested(8)).status()).isEqualTo(200);
        assertInvalid(post("attributes", nested(9)), "attributes");
    }

    /** In bytes, for it is bytes that headers and databases are limited in. */
    @Test
    void countsTheBytesOfAttributes() {
        String frame = "{\"a\":\"\"}";
        String longest = "ü".repeat((16 * 1024 - frame.length()) / 2);

        Answer taken = post("attributes", "{\"a\":\"" + longest + "\"}");

        assertThat(taken.status()).isEqualTo(200);
        assertThat(calls.customToken(taken.token()).status()).isEqualTo(200);
        assertInvalid(post("attributes", "{\"a\":\"ü" + longest + "\"}"), "attributes");
    }

    @Test
    void takesAsMuchAsTheSettingsSay() {
        try (TestRealm realm =
                TestRealm.create(
                        rep -> {
                            guest(rep, "maxTextLength", "3");
                            guest(rep, "maxAttributesSize", "9");
                            guest(rep, "maxAttributesDepth", "1");
                        })) {
            Calls limited = realm.calls();
            int before = new RealmUsers(realm).count();
            Map<String, Object> body =
                    Map.of(
                            "id_project", Demo.PROJECT,
                            "firstname", "Ada",
                            "lastname", "Lovelace",
                            "email", "a@b.example",
                            "attributes", Map.of("ab", "12"));

            Answer refused = limited.anonymously(body);

            assertThat(refused.status()).as(refused.text()).isEqualTo(422);
            assertThat(refused.json().path("errors").findValuesAsText("param"))
                    .containsExactly("lastname", "email", "attributes");
            assertThat(refused.json().path("errors").path(0))
                    .hasToString(
                            "{\"value\":\"Lovelace\",\"msg\":\"Invalid value\","
                                    + "\"param\":\"lastname\",\"location\":\"body\"}");
            assertThat(refused.json().path("msg").asText()).isEqualTo("Invalid value");
            assertThat(refused.json().path("success").asBoolean(true)).isFalse();
            assertThat(new RealmUsers(realm).count()).isEqualTo(before);
            assertThat(new RealmEvents(realm).refusals())
                    .containsExactly("limit exceeded by [lastname, email, attributes]");
            assertThat(sent(limited, "attributes", Map.of("a", "1"))).isEqualTo(200);
            assertThat(sent(limited, "attributes", Map.of("a", List.of()))).isEqualTo(422);
            assertThat(sent(limited, "lastname", "Fox")).isEqualTo(200);
        }
    }

    /** And an admin can save who has typed that much, and the token can still come back. */
    @Test
    void staysWithinItsBoundsWhereTheLimitsAreOff() {
        try (TestRealm realm =
                TestRealm.create(
                        rep -> {
                            guest(rep, "maxTextLength", "0");
                            guest(rep, "maxAttributesSize", "0");
                            guest(rep, "maxAttributesDepth", "0");
                        })) {
            Calls unlimited = realm.calls();
            String text = "語".repeat(512);
            String json = "{\"a\":\"" + "x".repeat(32 * 1024 - 8) + "\"}";

            Answer taken =
                    unlimited.post(
                            Calls.ANONYMOUSLY,
                            JSON,
                            "{'id_project':'%s','firstname':'%s','lastname':'%s','email':'%s','attributes':%s}"
                                    .replace('\'', '"')
                                    .formatted(Demo.PROJECT, text, text, text, json)
                                    .getBytes(StandardCharsets.UTF_8));

            assertThat(taken.status()).as(taken.text()).isEqualTo(200);
            assertThat(unlimited.customToken(taken.token()).status()).isEqualTo(200);
            RealmUsers users = new RealmUsers(realm);
            users.change(taken.userId(), user -> user.setEnabled(false));
            assertThat(users.read(taken.userId()).isEnabled()).isFalse();
            assertThat(sent(unlimited, "firstname", text + "語")).isEqualTo(422);
            assertThat(sent(unlimited, "attributes", Map.of("a", "x".repeat(32 * 1024 - 7))))
                    .isEqualTo(422);
            assertThat(sent(unlimited, "attributes", deep(64))).isEqualTo(200);
            assertThat(sent(unlimited, "attributes", deep(65))).isEqualTo(422);
        }
    }

    private static int sent(Calls to, String field, Object value) {
        return to.anonymously(Map.of("id_project", Demo.PROJECT, field, value)).status();
    }

    private static Object deep(int levels) {
        return levels == 1 ? Map.of() : Map.of("a", deep(levels - 1));
    }

    /** Deeper than any parser goes: whatever is said of it, the server has not failed. */
    @Test
    void survivesABodyOfBracketsOnly() {
        Answer answer =
                post("attributes", "{\"a\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}");

        assertThat(answer.status()).isIn(400, 422);
        assertThat(answer.json().path("msg").isTextual()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "true", "\"text\"", "[1,2]", "\"{}\""})
    void takesAnObjectAsAttributesOnly(String value) {
        assertInvalid(post("attributes", value), "attributes");
    }

    @Test
    void writesNothingForWhatItRefuses() {
        int before = new RealmUsers(REALM).count();

        post("attributes", "7");
        calls.anonymously(new HashMap<>());

        assertThat(new RealmUsers(REALM).count()).isEqualTo(before);
    }

    private Answer post(String field, String json) {
        String body = "{\"id_project\":\"%s\",\"%s\":%s}".formatted(Demo.PROJECT, field, json);
        return calls.post(Calls.ANONYMOUSLY, JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String nested(int levels) {
        return "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
    }

    private static void assertInvalid(Answer answer, String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        JsonNode errors = answer.json().path("errors");
        assertThat(errors).hasSize(1);
        assertThat(errors.path(0).path("param").asText()).isEqualTo(field);
        assertThat(answer.json().path("success").asBoolean(true)).isFalse();
    }

    private static void guest(RealmRepresentation realm, String setting, String value) {
        RealmParts.step(realm, "tiledesk guest").put(setting, value);
    }
}
