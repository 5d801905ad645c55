// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Somebody;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.representations.idm.UserSessionRepresentation;

/** Whoever has a token comes back with it, as Tiledesk's widget does at every page load. */
@Tag("container")
class ResumeIT {

    @AutoClose
    private static final TestRealm REALM = TestRealm.create(RealmParts::allowRapidSignIns);

    private final Calls calls = REALM.calls();
    private final RealmUsers users = new RealmUsers(REALM);

    @ParameterizedTest
    @EnumSource
    void getsTheSameTokenBack(Somebody somebody) {
        Answer first = somebody.signIn(REALM);
        UserRepresentation user = users.read(first.userId());
        int count = users.count();
        List<UserSessionRepresentation> sessions = users.get(first.userId()).getUserSessions();

        Answer again = calls.customToken(first.token());

        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.token()).isEqualTo(first.token());
        assertThat(users.count()).isEqualTo(count);
        assertThat(users.read(first.userId())).usingRecursiveComparison().isEqualTo(user);
        assertThat(users.get(first.userId()).getUserSessions())
                .usingRecursiveComparison()
                .isEqualTo(sessions);
    }

    @ParameterizedTest
    @EnumSource(names = {"AGENT", "VISITOR"})
    void isAnsweredAsAtTheSignInAndAsTheTokenSays(Somebody somebody) {
        Answer first = somebody.signIn(REALM);

        ObjectNode user = (ObjectNode) calls.customToken(first.token()).json().path("user");

        Jwt token = Jwt.of(first.token());
        for (String claim : List.of("iat", "aud", "iss", "sub", "jti")) {
            assertThat(user.remove(claim)).as(claim).isEqualTo(token.claims().get(claim));
        }
        assertThat(user.toString()).isEqualTo(first.json().path("user").toString());
    }

    @Test
    void customersAreAnsweredWhatIsKeptOfThem() {
        Answer first = Somebody.CUSTOMER.signIn(REALM);

        JsonNode user = calls.customToken(first.token()).json().path("user");

        JsonNode sent = first.json().path("user");
        for (String claim : List.of("_id", "firstname", "lastname")) {
            assertThat(user.path(claim)).as(claim).isEqualTo(sent.path(claim));
        }
        assertThat(user.path("sub").asText()).isEqualTo("userexternal");
        // Else whoever brings a token back would be told that it is a custom one.
        assertThat(user.path("aud").asText()).isEqualTo("https://tiledesk.com");
    }

    @ParameterizedTest
    @EnumSource
    void ignoresTheProjectInTheBody(Somebody somebody) {
        Answer first = somebody.signIn(REALM);
        Object[] projects = {"aaaaaaaaaaaaaaaaaaaaaaaa", "", 7, Map.of("a", 1), null};
        for (Object project : projects) {
            Map<String, Object> body = new HashMap<>();
            body.put("id_project", project);

            Answer again = post(first, "application/json", json(body));

            assertThat(again.status()).as(again.text()).isEqualTo(200);
            assertThat(again.token()).isEqualTo(first.token());
        }
    }

    @Test
    void takesAnyBodyThatCanBeRead() {
        Answer first = Somebody.VISITOR.signIn(REALM);

        assertThat(post(first, "application/json", "[{\"a\":1}]").status()).isEqualTo(200);
        assertThat(post(first, "application/json", "{}").status()).isEqualTo(200);
        assertThat(post(first, "application/x-www-form-urlencoded", "id_project=a").status())
                .isEqualTo(200);
    }

    @Test
    void refusesABodyThatCannotBeRead() {
        Answer first = Somebody.VISITOR.signIn(REALM);

        Answer malformed = post(first, "application/json", "{\"id_project\":");

        assertThat(malformed.status()).isEqualTo(400);
        assertThat(malformed.json().path("success").asBoolean(true)).isFalse();
        assertThat(malformed.json().path("msg").isTextual()).isTrue();
    }

    @Test
    void takesATokenOfTheClientsOrdinaryPasswordGrant() {
        String token =
                new OpenId(REALM)
                        .password(Demo.CLIENT, Demo.AGENT, Demo.PASSWORD, "openid")
                        .json()
                        .path("access_token")
                        .asText();

        Answer again = calls.customToken(token);

        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.json().path("user").path("email").asText()).isEqualTo(Demo.AGENT);
    }

    private Answer post(Answer first, String type, String body) {
        return calls.post(
                Calls.CUSTOM_TOKEN,
                Map.of("Authorization", "JWT " + first.token(), "Content-Type", type),
                body.getBytes(UTF_8));
    }

    private static String json(Map<String, Object> body) {
        return new ObjectMapper().valueToTree(body).toString();
    }
}
