// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.Somebody;
import io.github.keycloaktiledesk.it.server.TestClient;
import io.github.keycloaktiledesk.it.server.TestRealm;
import jakarta.ws.rs.BadRequestException;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.resource.ProtocolMappersResource;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** A Tiledesk server takes RSA signatures only, and an admin is told so. */
class TokenAlgorithmIT {

    private static final String ATTRIBUTE = "access.token.signed.response.alg";

    @AutoClose private final TestRealm realm = TestRealm.create(RealmParts::allowRapidSignIns);

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "EdDSA", "PS512"})
    void theMapperIsRefusedWithAReasonWhereTheClientSignsOtherwise(String algorithm) {
        sign(algorithm);

        assertThat(save("true")).contains(algorithm).contains("RS256").contains("Tiledesk");
        assertThat(save("false")).isEmpty();
    }

    @Test
    void theMapperIsRefusedWhereTheRealmSignsOtherwise() {
        RealmRepresentation settings = realm.admin().toRepresentation();
        settings.setDefaultSignatureAlgorithm("ES384");
        realm.admin().update(settings);

        assertThat(save("true")).contains("ES384");

        sign("RS512");
        assertThat(save("true")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "RS256", "RS384", "RS512", "PS256"})
    void theMapperIsSavedWhereTiledeskTakesTheAlgorithm(String algorithm) {
        sign(algorithm);

        assertThat(save("true")).isEmpty();
    }

    /** The algorithm may be changed after the mapper was saved. */
    @Test
    void theLogSaysOnceThatTokensWillNotBeTaken() {
        sign("ES256");

        for (Somebody somebody : Somebody.values()) {
            assertThat(algorithm(somebody.signIn(realm))).isEqualTo("ES256");
        }

        String said = "Realm '" + realm.name() + "', client '" + Demo.CLIENT + "'";
        assertThat(KeycloakServer.get().log().lines())
                .filteredOn(line -> line.contains(" WARN ") && line.contains(said))
                .singleElement()
                .asString()
                .containsPattern("ES256.*only RS256");
    }

    @Test
    void afterTheRepairWhoeverComesBackGetsATokenThatIsTaken() {
        sign("ES256");
        Map<Somebody, Answer> first = new EnumMap<>(Somebody.class);
        for (Somebody somebody : Somebody.values()) {
            first.put(somebody, somebody.signIn(realm));
        }

        sign("RS256");

        first.forEach(
                (somebody, answer) -> {
                    Answer back = realm.calls().customToken(answer.token());
                    assertThat(back.status()).as(back.text()).isEqualTo(200);
                    assertThat(algorithm(back)).isEqualTo("RS256");
                    assertThat(back.userId()).isEqualTo(answer.userId());
                    assertThat(new OpenId(realm).isActive(back.token())).isTrue();
                });
    }

    private static String algorithm(Answer answer) {
        return Jwt.of(answer.token()).header().path("alg").asText();
    }

    private void sign(String algorithm) {
        TestClient.change(realm, client -> client.getAttributes().put(ATTRIBUTE, algorithm));
    }

    /**
     * Saves the mapper as the console does, and returns what an admin is told; nothing if saved.
     */
    private String save(String tiledeskSub) {
        ProtocolMappersResource mappers = TestClient.tiledeskMappers(realm);
        ProtocolMapperRepresentation mapper =
                mappers.getMappers().stream()
                        .filter(
                                any ->
                                        "oidc-tiledesk-claims-mapper"
                                                .equals(any.getProtocolMapper()))
                        .findFirst()
                        .orElseThrow();
        mapper.getConfig().put("tiledesk.sub", tiledeskSub);
        BadRequestException refused =
                catchThrowableOfType(
                        BadRequestException.class, () -> mappers.update(mapper.getId(), mapper));
        return refused == null ? "" : refused.getResponse().readEntity(String.class);
    }
}
