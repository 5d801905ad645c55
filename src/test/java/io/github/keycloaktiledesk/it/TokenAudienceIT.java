// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmKey;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.Somebody;
import io.github.keycloaktiledesk.it.server.TestClient;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** Tiledesk's audience is the first or the only one, wherever an admin has added others. */
class TokenAudienceIT {

    private static final String TILEDESK = "https://tiledesk.com";
    private static final String OPTIONAL = "reports";

    /** Others from mappers of the client, of a scope of its own, and from the client's roles. */
    @AutoClose private static final TestRealm MANY = TestRealm.create(TokenAudienceIT::many);

    /** A mapper sets all audiences at once. */
    @AutoClose private static final TestRealm SET = TestRealm.create(TokenAudienceIT::set);

    /** Tiledesk's own mapper is gone. */
    @AutoClose private static final TestRealm WITHOUT = TestRealm.create(TokenAudienceIT::without);

    static {
        TestClient.addDefaultScope(
                MANY,
                "shop",
                audience("http://a-scope"),
                RealmParts.protocolMapper(
                        "role",
                        "oidc-hardcoded-claim-mapper",
                        Map.of(
                                "claim.name", "role",
                                "claim.value", "admin",
                                "jsonType.label", "String")),
                RealmParts.protocolMapper("resolve", "oidc-audience-resolve-mapper", Map.of()));
        TestClient.addOptionalScope(MANY, OPTIONAL, audience("http://an-option"));
    }

    private static void many(RealmRepresentation realm) {
        RealmParts.allowRapidSignIns(realm);
        // In front of Tiledesk's own and after them: the order of mappers is that of a set.
        List<ProtocolMapperRepresentation> all = RealmParts.ownMappers(realm);
        all.add(audience("a-first"));
        all.addAll(RealmParts.tiledeskMappers(realm));
        all.add(audience("zz-last"));
        all.forEach(mapper -> mapper.setId(UUID.randomUUID().toString()));
        RealmParts.tiledeskMappers(realm).clear();
        // So the agent's roles of the client 'account' name that client.
        RealmParts.client(realm).setFullScopeAllowed(true);
    }

    private static void set(RealmRepresentation realm) {
        RealmParts.allowRapidSignIns(realm);
        RealmParts.ownMappers(realm)
                .add(
                        RealmParts.protocolMapper(
                                "all",
                                "oidc-hardcoded-claim-mapper",
                                Map.of(
                                        "claim.name", "aud",
                                        "claim.value", "[\"account\",\"urn:x\"]",
                                        "jsonType.label", "JSON")));
    }

    private static void without(RealmRepresentation realm) {
        RealmParts.allowRapidSignIns(realm);
        RealmParts.tiledeskMappers(realm)
                .removeIf(mapper -> "oidc-audience-mapper".equals(mapper.getProtocolMapper()));
    }

    private static ProtocolMapperRepresentation audience(String name) {
        return RealmParts.protocolMapper(
                "audience " + name,
                "oidc-audience-mapper",
                Map.of("included.custom.audience", name));
    }

    @ParameterizedTest
    @EnumSource
    void isFirstAmongThoseOfClientScopesAndRoles(Somebody somebody) {
        Answer answer = somebody.signIn(MANY);

        Jwt token = Jwt.of(answer.token());
        assertThat(token.audience())
                .startsWith(TILEDESK)
                .contains("a-first", "zz-last", "http://a-scope");
        assertThat(token.audience().contains("account")).isEqualTo(somebody == Somebody.AGENT);
        assertThat(token.claims().has("role")).isFalse();
        JsonNode introspected = new OpenId(MANY).introspect(answer.token());
        assertThat(introspected.path("aud").path(0).asText()).isEqualTo(TILEDESK);
        assertThat(introspected.has("role")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void isFirstWhereAMapperSetsAll(Somebody somebody) {
        assertThat(Jwt.of(somebody.signIn(SET).token()).audience()).startsWith(TILEDESK);
    }

    @ParameterizedTest
    @EnumSource
    void isThereWhereItsMapperIsGone(Somebody somebody) {
        assertThat(Jwt.of(somebody.signIn(WITHOUT).token()).audience()).containsExactly(TILEDESK);
    }

    /** The password grant of Keycloak's own can ask for more scopes, and a resume keeps them. */
    @Test
    void isFirstAmongThoseOfAScopeThatIsAskedFor() {
        String asked =
                new OpenId(MANY)
                        .password(Demo.CLIENT, Demo.AGENT, Demo.PASSWORD, "openid " + OPTIONAL)
                        .json()
                        .path("access_token")
                        .asText();
        assertThat(Jwt.of(asked).audience()).startsWith(TILEDESK).contains("http://an-option");

        RealmKey key = RealmKey.addTo(MANY);
        String renewed = MANY.calls().customToken(asked).token();
        key.remove();

        assertThat(renewed).isNotEqualTo(asked);
        assertThat(Jwt.of(renewed).audience()).isEqualTo(Jwt.of(asked).audience());
    }
}
