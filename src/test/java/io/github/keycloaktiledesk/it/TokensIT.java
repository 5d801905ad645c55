// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Somebody;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.representations.idm.RealmRepresentation;

/** What every token says, whoever signs in and whatever mappers an admin adds. */
@Tag("container")
class TokensIT {

    private static final String TILEDESK = "https://tiledesk.com";
    private static final String UNPROVEN = "boss@example.com";
    private static final List<String> OTHERS = List.of("account", "http://first", "zulu");

    @AutoClose
    private static final TestRealm REALM = TestRealm.create(RealmParts::allowRapidSignIns);

    @AutoClose private static final TestRealm MAPPED = TestRealm.create(TokensIT::addMappers);

    private static void addMappers(RealmRepresentation realm) {
        RealmParts.allowRapidSignIns(realm);
        OTHERS.forEach(audience -> RealmParts.addAudience(realm, audience));
        for (String claim :
                List.of("role", "_id", "id", "firstname", "lastname", "fullName", "attributes")) {
            RealmParts.hardcodeClaim(realm, claim, "admin");
        }
        for (String claim :
                List.of("sub", "name", "given_name", "family_name", "scope", "acr", "nickname")) {
            RealmParts.hardcodeClaim(realm, claim, "mapped");
        }
        for (String claim : List.of("id_project", "keycloak_user_id", "preferred_username")) {
            RealmParts.hardcodeClaim(realm, claim, "mapped");
        }
        RealmParts.hardcodeClaim(realm, "email", UNPROVEN);
        RealmParts.hardcodeClaim(realm, "email_verified", "true");
        RealmParts.hardcodeClaim(realm, "emailverified", "true");
        RealmParts.client(realm)
                .setDefaultClientScopes(
                        new ArrayList<>(
                                List.of("basic", "profile", "web-origins", "email", "tiledesk")));
    }

    @ParameterizedTest
    @EnumSource
    void areAccessTokensOfTheRealm(Somebody somebody) {
        Jwt token = Jwt.of(somebody.signIn(REALM).token());

        assertThat(token.header().path("alg").asText()).isEqualTo("RS256");
        assertThat(token.text("iss")).isEqualTo(REALM.url().toString());
        assertThat(token.text("azp")).isEqualTo(Demo.CLIENT);
        assertThat(token.text("typ")).isEqualTo("Bearer");
        assertThat(token.text("scope").split(" ")).contains("openid", "profile");
        // One text and no array: an unmodified Tiledesk reads it as a URL.
        assertThat(token.claims().path("aud").isTextual()).isTrue();
        assertThat(token.audience()).containsExactly(TILEDESK);
        assertThat(token.claims().has("role")).isFalse();
        assertThat(token.claims().has("cnf")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void nameTiledeskFirstAmongOtherAudiences(Somebody somebody) {
        Jwt token = Jwt.of(somebody.signIn(MAPPED).token());

        assertThat(token.audience()).startsWith(TILEDESK).hasSize(OTHERS.size() + 1);
        assertThat(token.audience()).containsAll(OTHERS);
    }

    @ParameterizedTest
    @EnumSource
    void sayNoRoleAndNoEmailThatAMapperHasPutIn(Somebody somebody) {
        Answer answer = somebody.signIn(MAPPED);

        Jwt token = Jwt.of(answer.token());
        assertThat(token.claims().has("role")).isFalse();
        assertThat(token.claims().toString()).doesNotContain(UNPROVEN);
        boolean agent = somebody == Somebody.AGENT;
        assertThat(token.text("email")).isEqualTo(agent ? Demo.AGENT : null);
        assertThat(token.claims().path("emailverified").isBoolean()).isTrue();
        assertThat(token.claims().path("emailverified").booleanValue()).isEqualTo(agent);
        assertThat(token.claims().path("email_verified").asBoolean(false)).isEqualTo(agent);
        assertThat(token.text("_id"))
                .isEqualTo(answer.json().path("user").path("_id").asText())
                .isNotEqualTo("admin");
        assertThat(token.text("id")).isEqualTo(token.text("_id"));
        assertThat(token.text("preferred_username")).isNotEqualTo("mapped");
        OpenId endpoints = new OpenId(MAPPED);
        for (var shown :
                List.of(
                        endpoints.introspect(answer.token()),
                        endpoints.userinfo(answer.token()).json())) {
            assertThat(shown.path("_id").asText()).isEqualTo(token.text("_id"));
            assertThat(shown.has("role")).isFalse();
            assertThat(shown.toString()).doesNotContain(UNPROVEN);
        }
    }

    @Test
    void sayNoEmailOfAnAgentWhoHasNotProvenIt() {
        for (TestRealm realm : List.of(REALM, MAPPED)) {
            RealmUsers users = new RealmUsers(realm);
            String id = users.createAgent("unproven@example.com", Map.of());
            users.change(id, user -> user.setEmailVerified(false));

            Answer answer = realm.calls().signin("unproven@example.com", Demo.PASSWORD);

            assertThat(answer.json().path("user").path("email").asText())
                    .isEqualTo("unproven@example.com");
            assertThat(answer.claims().has("email")).isFalse();
            assertThat(answer.claims().path("emailverified").asBoolean(true)).isFalse();
            assertThat(answer.claims().path("email_verified").asBoolean(false)).isFalse();
        }
    }

    @Test
    void nameAnAgentAsTiledeskKnewIt() {
        new RealmUsers(REALM)
                .createAgent(
                        "migrated@example.com",
                        Map.of("tiledesk.id", List.of("5e09d16d4d36110017506d7f")));

        Answer answer = REALM.calls().signin("migrated@example.com", Demo.PASSWORD);

        assertThat(answer.json().path("user").path("_id").asText())
                .isEqualTo("5e09d16d4d36110017506d7f");
        assertThat(answer.claims().path("_id").asText()).isEqualTo("5e09d16d4d36110017506d7f");
        assertThat(answer.claims().path("sub").asText()).isEqualTo(answer.userId());
    }

    /** Reading fails where a name stands twice: see {@link Jwt}. */
    @ParameterizedTest
    @EnumSource
    void haveEachNameOnce(Somebody somebody) {
        for (TestRealm realm : List.of(REALM, MAPPED)) {
            String token = somebody.signIn(realm).token();

            assertThat(Jwt.of(token).claims()).isNotEmpty();
            assertThat(Jwt.strict(new OpenId(realm).userinfo(token).text())).isNotEmpty();
        }
    }

    @Test
    void haveEachNameOnceAtTheOrdinaryPasswordGrantToo() {
        for (TestRealm realm : List.of(REALM, MAPPED)) {
            var tokens =
                    new OpenId(realm)
                            .password(Demo.CLIENT, Demo.AGENT, Demo.PASSWORD, "openid")
                            .json();

            for (String name : List.of("access_token", "id_token", "refresh_token")) {
                // The refresh token's content is nobody's but Keycloak's, but it is readable.
                assertThat(Jwt.of(tokens.path(name).asText()).claims()).as(name).isNotEmpty();
            }
        }
    }
}
