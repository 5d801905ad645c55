// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.Somebody;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Keycloak's own endpoints take the tokens of all three kinds. {@link TokenEndIT} has until when.
 */
class TokenUseIT {

    @AutoClose
    private static final TestRealm REALM = TestRealm.create(RealmParts::allowRapidSignIns);

    @AutoClose
    private static final TestRealm PLAIN_SUB =
            TestRealm.create(rep -> RealmParts.claims(rep).put("tiledesk.sub", "false"));

    private final OpenId endpoints = new OpenId(REALM);

    @ParameterizedTest
    @EnumSource
    void showsWhoItIs(Somebody somebody) {
        Answer answer = somebody.signIn(REALM);

        JsonNode introspected = endpoints.introspect(answer.token());
        Answer userinfo = endpoints.userinfo(answer.token());

        String id = answer.json().path("user").path("_id").asText();
        assertThat(introspected.path("active").booleanValue()).isTrue();
        assertThat(introspected.path("_id").asText()).isEqualTo(id);
        assertThat(introspected.path("client_id").asText()).isEqualTo(Demo.CLIENT);
        assertThat(introspected.path("sub").asText()).isEqualTo(sub(somebody, answer));
        assertThat(userinfo.status()).as(userinfo.text()).isEqualTo(200);
        assertThat(userinfo.json().path("_id").asText()).isEqualTo(id);
        assertThat(userinfo.json().path("firstname").asText())
                .isEqualTo(answer.json().path("user").path("firstname").asText());
    }

    private static String sub(Somebody somebody, Answer answer) {
        return Map.of(
                        Somebody.VISITOR, "guest",
                        Somebody.CUSTOMER, "userexternal",
                        Somebody.AGENT, answer.userId())
                .get(somebody);
    }

    @ParameterizedTest
    @EnumSource
    void showsTheKeycloakIdAsSubWhereTheMapperIsToldSo(Somebody somebody) {
        Answer answer = somebody.signIn(PLAIN_SUB);
        OpenId plain = new OpenId(PLAIN_SUB);

        JsonNode introspected = plain.introspect(answer.token());
        Answer userinfo = plain.userinfo(answer.token());

        assertThat(introspected.path("active").booleanValue()).isTrue();
        assertThat(userinfo.status()).as(userinfo.text()).isEqualTo(200);
        String id = somebody == Somebody.AGENT ? answer.userId() : null;
        for (JsonNode claims :
                new JsonNode[] {Jwt.of(answer.token()).claims(), introspected, userinfo.json()}) {
            assertThat(claims.path("sub").asText()).isEqualTo(answer.userId());
            // Tiledesk would read it as an account's.
            assertThat(claims.path("_id").asText(null)).isEqualTo(id);
            assertThat(claims.path("id").asText(null)).isEqualTo(id);
        }
        assertThat(PLAIN_SUB.calls().customToken(answer.token()).status()).isEqualTo(200);
    }
}
