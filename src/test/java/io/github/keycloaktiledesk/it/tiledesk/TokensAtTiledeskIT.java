package io.github.keycloaktiledesk.it.tiledesk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.RealmKey;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the published Tiledesk server makes of other audiences and of another key. */
@Tag(TiledeskServer.TAG)
class TokensAtTiledeskIT {

    private static final Installation HOUSE = Installation.get();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account",
                "urn:example:api",
                "my client",
                "https://example.com:8443/x",
                "/projects/5ec688ed13400f0012c2edd1",
                "a@b"
            })
    void takesOneWithAnotherAudience(String audience) {
        try (TestRealm realm = HOUSE.anotherRealm(rep -> RealmParts.addAudience(rep, audience))) {
            String token = HOUSE.visitor(realm);
            assertThat(Jwt.of(token).audience())
                    .startsWith("https://tiledesk.com")
                    .contains(audience);

            TiledeskServer.require(HOUSE.tiledesk().as(token).join(HOUSE.project()));
        }
    }

    /** It was started with the realm's new key. */
    @Test
    void whoeverComesBackIsLetInAgainAsTheSamePerson() {
        try (TestRealm realm = HOUSE.anotherRealm(rep -> {})) {
            RealmKey old = RealmKey.addTo(realm);
            List<String> tokens =
                    List.of(HOUSE.visitor(realm), HOUSE.customer(realm, "before-the-rotation"));
            old.makePassive();

            for (String token : tokens) {
                Answer refused = HOUSE.tiledesk().as(token).join(HOUSE.project());
                assertThat(refused.status()).as(refused.text()).isEqualTo(401);

                String back = realm.calls().customToken(token).token();

                TiledeskApi caller = HOUSE.tiledesk().as(back);
                TiledeskServer.require(caller.join(HOUSE.project()));
                JsonNode message =
                        TiledeskServer.require(
                                caller.send(HOUSE.project(), HOUSE.newRequest(), "Hello"));
                assertThat(message.path("sender").asText()).isEqualTo(Jwt.of(token).text("_id"));
            }
        }
    }
}
