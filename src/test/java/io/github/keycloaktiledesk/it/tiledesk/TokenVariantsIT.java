// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.tiledesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.RawHttp;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.RealmRepresentation;

/** What an administrator may change in the realm without Tiledesk refusing its tokens. */
@Tag(TiledeskServer.TAG)
class TokenVariantsIT {

    private static final Installation HOUSE = Installation.get();

    /** Node's servers take no more than 16 KiB of headers unless they are told to. */
    private static final int TOO_LARGE = 431;

    /** Separated by bars where there are several. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "account",
                "urn:example:api",
                "my client",
                "https://example.com:8443/x",
                "/projects/5ec688ed13400f0012c2edd1",
                "a@b",
                "account|https://api.example.com/projects/1|a-client"
            })
    void haveOtherAudiencesToo(String audiences) {
        String[] added = audiences.split("\\|");
        try (TestRealm realm =
                HOUSE.anotherRealm(
                        rep -> List.of(added).forEach(aud -> RealmParts.addAudience(rep, aud)))) {
            String visitor = HOUSE.visitor(realm);
            assertThat(Jwt.of(visitor).audience())
                    .startsWith("https://tiledesk.com")
                    .contains(added);

            writes(visitor);
            writes(HOUSE.customer(realm, audiences));
        }
    }

    @Test
    void areLightweight() {
        try (TestRealm realm = HOUSE.anotherRealm(TokenVariantsIT::lightweight)) {
            writes(HOUSE.visitor(realm));
            writes(HOUSE.customer(realm, "lightweight"));
        }
    }

    private static void writes(String token) {
        TiledeskApi caller = HOUSE.tiledesk().as(token);
        TiledeskServer.require(caller.join(HOUSE.project()));
        TiledeskServer.require(caller.send(HOUSE.project(), HOUSE.newRequest(), "Hello"));
    }

    private static void lightweight(RealmRepresentation realm) {
        RealmParts.client(realm)
                .getAttributes()
                .put("client.use.lightweight.access.token.enabled", "true");
        RealmParts.tiledeskMappers(realm)
                .forEach(mapper -> mapper.getConfig().put("lightweight.claim", "true"));
    }

    /** Attributes of as many bytes as the step <i>Tiledesk guest</i> takes at most. */
    @ParameterizedTest
    @CsvSource({"8192, 200", "16384, " + TOO_LARGE})
    void carryAttributesWithinNodesLimit(int largest, int status) {
        String frame = "{\"a\":\"\"}";
        Map<String, String> attributes = Map.of("a", "x".repeat(largest - frame.length()));
        Answer visitor =
                HOUSE.realm()
                        .calls()
                        .anonymously(
                                Map.of("id_project", HOUSE.project(), "attributes", attributes));

        // Java's client wants an answer that tells its length.
        Answer returned =
                RawHttp.post(
                        URI.create(HOUSE.tiledesk().url() + Calls.CUSTOM_TOKEN),
                        List.of("Authorization: JWT " + visitor.token()),
                        new byte[0]);

        assertThat(returned.status()).as(returned.text()).isEqualTo(status);
    }
}
