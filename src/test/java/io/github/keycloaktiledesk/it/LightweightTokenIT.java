package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.Somebody;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** Lightweight access tokens, which a client's switch turns on, keep nothing that is unproven. */
class LightweightTokenIT {

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void carryNoRoleAndNoUnprovenEmail(String claimsToo) {
        try (TestRealm realm = TestRealm.create(rep -> lightweight(rep, claimsToo))) {
            Answer answer = Somebody.VISITOR.signIn(realm);

            Jwt token = Jwt.of(answer.token());
            assertThat(token.claims().has("role")).isFalse();
            assertThat(token.claims().has("email")).isFalse();
            assertThat(token.claims().has("_id")).isEqualTo(Boolean.parseBoolean(claimsToo));
            // Only with our claims in it does a token find its user again.
            assertThat(realm.calls().customToken(answer.token()).status())
                    .isEqualTo(Boolean.parseBoolean(claimsToo) ? 200 : 400);
        }
    }

    private static void lightweight(RealmRepresentation realm, String claimsToo) {
        RealmParts.client(realm)
                .getAttributes()
                .put("client.use.lightweight.access.token.enabled", "true");
        RealmParts.hardcodeClaim(realm, "role", "admin");
        RealmParts.hardcodeClaim(realm, "email", "admin@example.test");
        for (ProtocolMapperRepresentation mapper : RealmParts.client(realm).getProtocolMappers()) {
            boolean ours = mapper.getName().startsWith("Tiledesk");
            mapper.getConfig().putAll(Map.of("lightweight.claim", ours ? claimsToo : "true"));
        }
    }
}
