// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.tiledesk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The published Tiledesk server takes the tokens of all three calls. */
@Tag(TiledeskServer.TAG)
class TiledeskApiIT {

    private static final Installation HOUSE = Installation.get();

    private static final String NOT_A_MEMBER = "you dont belong to the project.";

    @Test
    void letsVisitorsWriteInTheirProject() {
        String visitor = HOUSE.visitor();

        JsonNode message = becomesAMemberAndWrites(visitor);

        assertThat(message.path("sender").asText()).isEqualTo(idIn(visitor));
        assertThat(message.path("senderFullname").asText()).isEqualTo("Ada ");
    }

    @Test
    void letsCustomersWriteInTheirProject() {
        JsonNode message = becomesAMemberAndWrites(HOUSE.customer("42"));

        assertThat(message.path("sender").asText()).isEqualTo(HOUSE.project() + "_42");
        assertThat(message.path("senderFullname").asText()).isEqualTo("Eva Demo");
    }

    private static JsonNode becomesAMemberAndWrites(String token) {
        TiledeskApi caller = HOUSE.tiledesk().as(token);
        String request = HOUSE.newRequest();
        Answer before = caller.send(HOUSE.project(), request, "Hello");
        assertThat(before.status()).as(before.text()).isEqualTo(403);
        assertThat(before.json().path("msg").asText()).isEqualTo(NOT_A_MEMBER);

        Answer joined = caller.join(HOUSE.project());
        assertThat(joined.status()).as(joined.text()).isEqualTo(200);
        assertThat(joined.token()).isEqualTo(token);

        JsonNode message = TiledeskServer.require(caller.send(HOUSE.project(), request, "Hello"));
        assertThat(HOUSE.tiledesk().as(HOUSE.owner()).requests(HOUSE.project()).text())
                .contains(request);
        return message;
    }

    @Test
    void keepsVisitorsFromWhatAgentsSee() {
        TiledeskApi visitor = HOUSE.tiledesk().as(HOUSE.visitor());
        visitor.join(HOUSE.project());

        assertThat(visitor.requests(HOUSE.project()).status()).isEqualTo(403);
    }

    @Test
    void letsAgentsWithAnAccountListRequests() {
        Answer answer = HOUSE.tiledesk().as(HOUSE.owner()).requests(HOUSE.project());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("requests").isArray()).isTrue();
    }

    /** Even with the e-mail of one. */
    @Test
    void takesAgentsWithoutAnAccountForNobodyElse() {
        String email = UUID.randomUUID() + "@example.com";
        String account = HOUSE.tiledesk().account(email);
        new RealmUsers(HOUSE.realm()).createAgent(email);
        Answer signedIn = HOUSE.realm().calls().signin(email, Demo.PASSWORD);
        assertThat(signedIn.claims().path("_id").asText()).isNotEqualTo(account);

        TiledeskApi agent = HOUSE.tiledesk().as(signedIn.token());

        assertThat(agent.requests(HOUSE.project()).status()).isEqualTo(500);
        assertThat(agent.get("/users").status()).isEqualTo(500);
        assertThat(agent.get("/projects").status()).isEqualTo(500);
    }

    @Test
    void refusesAgentsOfAnAccountThatItDoesNotHave() {
        String email = UUID.randomUUID() + "@example.com";
        Map<String, List<String>> account = Map.of("tiledesk.id", List.of("f".repeat(24)));
        new RealmUsers(HOUSE.realm()).createAgent(email, account);
        String token = HOUSE.realm().calls().signin(email, Demo.PASSWORD).token();

        assertThat(HOUSE.tiledesk().as(token).get("/projects").status()).isEqualTo(401);
    }

    @Test
    void refusesTokensOfAnotherRealm() {
        try (TestRealm another = Installation.strangeRealm()) {
            TiledeskApi visitor = HOUSE.tiledesk().as(HOUSE.visitor(another));

            assertThat(visitor.join(HOUSE.project()).status()).isEqualTo(401);
            assertThat(visitor.send(HOUSE.project(), HOUSE.newRequest(), "Hello").status())
                    .isEqualTo(401);
        }
    }

    private static String idIn(String token) {
        return Jwt.of(token).claims().path("_id").asText();
    }
}
