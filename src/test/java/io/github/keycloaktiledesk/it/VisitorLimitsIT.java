package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
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
