// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.ClientPolicies;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmKey;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.Somebody;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.representations.idm.RealmRepresentation;

/**
 * Lightweight access tokens, which a client's switch or a client policy turns on, carry all the
 * same what Tiledesk reads, and nothing that is unproven.
 */
class LightweightTokenIT {

    private static final String POLICY =
            "by policy, where Tiledesk's mappers are told to add nothing";

    @AutoClose
    private static final TestRealm BY_SWITCH =
            TestRealm.create(
                    realm -> {
                        lightweight(realm, "true");
                        RealmParts.client(realm)
                                .getAttributes()
                                .put("client.use.lightweight.access.token.enabled", "true");
                    });

    @AutoClose
    private static final TestRealm BY_POLICY =
            TestRealm.create(realm -> lightweight(realm, "false"));

    static {
        ClientPolicies.setForAll(BY_POLICY, "use-lightweight-access-token");
    }

    private static void lightweight(RealmRepresentation realm, String ours) {
        RealmParts.allowRapidSignIns(realm);
        RealmParts.hardcodeClaim(realm, "role", "admin");
        RealmParts.hardcodeClaim(realm, "email", "admin@example.test");
        RealmParts.ownMappers(realm)
                .forEach(mapper -> mapper.getConfig().put("lightweight.claim", "true"));
        RealmParts.tiledeskMappers(realm)
                .forEach(mapper -> mapper.getConfig().put("lightweight.claim", ours));
    }

    static Stream<Arguments> waysAndPeople() {
        return Stream.of(Somebody.values())
                .flatMap(
                        somebody ->
                                Stream.of(
                                        Arguments.of("by the switch", somebody),
                                        Arguments.of(POLICY, somebody)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("waysAndPeople")
    void carryWhatTiledeskReadsAndNothingUnproven(String way, Somebody somebody) {
        TestRealm realm = way.equals(POLICY) ? BY_POLICY : BY_SWITCH;
        Answer answer = somebody.signIn(realm);

        Jwt token = Jwt.of(answer.token());
        // What the mappers of the scope 'profile' add tells that the token is a lightweight one.
        assertThat(token.claims().has("given_name")).isFalse();
        assertThat(token.text("_id")).isEqualTo(answer.json().path("user").path("_id").asText());
        assertThat(token.audience()).containsExactly("https://tiledesk.com");
        assertThat(token.text("firstname"))
                .isEqualTo(answer.json().path("user").path("firstname").asText());
        assertThat(token.claims().has("role")).isFalse();
        assertThat(token.claims().toString()).doesNotContain("admin@example.test");
        if (somebody != Somebody.AGENT) {
            assertThat(token.text("sub")).isIn("guest", "userexternal");
            assertThat(token.claims().has("email")).isFalse();
        }
        assertThat(realm.calls().customToken(answer.token()).token()).isEqualTo(answer.token());
        assertThat(new OpenId(realm).isActive(answer.token())).isTrue();
        // Keycloak's userinfo takes no lightweight token, whosesoever it is.
        assertThat(new OpenId(realm).userinfo(answer.token()).status()).isEqualTo(401);
    }

    /** A lightweight token tells no auth_time, and the session keeps its own. */
    @ParameterizedTest
    @EnumSource
    void areRenewedAsOthersAre(Somebody somebody) {
        Answer first = somebody.signIn(BY_SWITCH);
        final String before =
                new OpenId(BY_SWITCH).introspect(first.token()).path("auth_time").asText();
        RealmKey key = RealmKey.addTo(BY_SWITCH);

        Answer back = BY_SWITCH.calls().customToken(first.token());
        final String after =
                new OpenId(BY_SWITCH).introspect(back.token()).path("auth_time").asText();
        key.remove();

        assertThat(back.status()).as(back.text()).isEqualTo(200);
        assertThat(back.token()).isNotEqualTo(first.token());
        assertThat(Jwt.of(back.token()).text("_id")).isEqualTo(Jwt.of(first.token()).text("_id"));
        if (somebody == Somebody.AGENT) {
            assertThat(after).isEqualTo(before).isNotEmpty();
        }
    }
}
