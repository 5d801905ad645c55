// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.Somebody;
import io.github.keycloaktiledesk.it.server.TestRealm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Whoever an admin's claim mapper says a token is for: it brings back whom it was issued to. */
class ResumeClaimsIT {

    private static final String VICTIM = "3d9bd4a0-2c58-4bd4-9d4f-0a6c7b3a8f11";

    @ParameterizedTest
    @CsvSource({
        "VISITOR, true",
        "VISITOR, false",
        "CUSTOMER, true",
        "CUSTOMER, false",
        "AGENT, true"
    })
    void bringsBackWhoSignedIn(Somebody somebody, boolean tiledeskSub) {
        try (TestRealm realm = TestRealm.create(rep -> mislead(rep, tiledeskSub))) {
            Answer first = somebody.signIn(realm);
            assertThat(first.status()).as(first.text()).isEqualTo(200);

            Answer again = realm.calls().customToken(first.token());

            assertThat(again.status()).as(again.text()).isEqualTo(200);
            String id = again.json().path("user").path("_id").asText();
            assertThat(id)
                    .isEqualTo(first.json().path("user").path("_id").asText())
                    .isNotEqualTo(VICTIM);
            assertThat(again.json().path("user").path("email").asText())
                    .isNotEqualTo("victim@example.com");
        }
    }

    private static void mislead(RealmRepresentation realm, boolean tiledeskSub) {
        UserRepresentation victim = new UserRepresentation();
        victim.setId(VICTIM);
        victim.setUsername("victim@example.com");
        victim.setEmail("victim@example.com");
        victim.setEmailVerified(true);
        victim.setEnabled(true);
        realm.getUsers().add(victim);
        for (String claim : new String[] {"sub", "_id", "id", "keycloak_user_id"}) {
            RealmParts.hardcodeClaim(realm, claim, VICTIM);
        }
        RealmParts.hardcodeClaim(realm, "preferred_username", "victim@example.com");
        RealmParts.claims(realm).put("tiledesk.sub", String.valueOf(tiledeskSub));
    }
}
