// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.TestRealm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tiledesk's published npm client signs in at our server, told nothing but its URL. */
class TiledeskClientIT {

    private static final String UNSUPPORTED =
            "Tiledesk's npm client is not tested: no node and npm in the PATH";

    private static TestRealm realm;
    private static JsonNode outcomes;

    @BeforeAll
    static void signIn() throws JsonProcessingException {
        if (!NodeProject.isSupported()) {
            System.out.println(UNSUPPORTED);
            return;
        }
        realm = TestRealm.create();
        String printed =
                NodeProject.install()
                        .run(
                                "sign-in.js",
                                realm.tiledesk() + "/v3",
                                Demo.PROJECT,
                                Demo.AGENT,
                                Demo.PASSWORD,
                                Demo.customer().sign(Demo.SECRET));
        outcomes = new ObjectMapper().readTree(printed);
    }

    /** Before each, as an assumption that fails before all leaves no trace in the reports. */
    @BeforeEach
    void needsNode() {
        assumeTrue(NodeProject.isSupported(), UNSUPPORTED);
    }

    @AfterAll
    static void deleteRealm() {
        if (realm != null) {
            realm.close();
        }
    }

    @Test
    void signsAgentsIn() {
        assertThat(user("agent").path("email").asText()).isEqualTo(Demo.AGENT);
    }

    @Test
    void signsVisitorsIn() {
        assertThat(user("visitor").path("firstname").asText()).startsWith("guest#");
    }

    @Test
    void signsCustomersIn() {
        assertThat(user("customer").path("_id").asText()).isEqualTo(Demo.PROJECT + "_42");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent", "visitor", "customer"})
    void bringsTokensBack(String who) {
        assertThat(user(who + "Again").path("_id")).isEqualTo(user(who).path("_id"));
    }

    @Test
    void isToldOfWrongPasswords() {
        assertThat(outcomes.at("/wrongPassword/status").asInt()).isEqualTo(401);
        assertThat(outcomes.at("/wrongPassword/body/msg").asText())
                .isEqualTo("Authentication failed. Wrong password.");
    }

    @Test
    void isToldOfWrongTokens() {
        assertThat(outcomes.at("/wrongToken/status").asInt()).isEqualTo(401);
        assertThat(outcomes.at("/wrongToken/body/msg").asText()).isEqualTo("Unauthorized");
    }

    private static JsonNode user(String who) {
        JsonNode outcome = outcomes.path(who);
        assertThat(outcome.path("success").asBoolean()).as(outcome.toString()).isTrue();
        assertThat(outcome.path("token").asText()).startsWith("JWT ");
        return outcome.path("user");
    }
}
