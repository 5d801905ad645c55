// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.tiledesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloaktiledesk.it.NodeProject;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Providers;
import io.github.keycloaktiledesk.it.server.ReverseProxy;
import io.github.keycloaktiledesk.it.server.ReverseProxyKind;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Real clients, told one URL, sign in at Keycloak and talk with Tiledesk, without a step in
 * between: Keycloak has Tiledesk make them members.
 */
@Tag(TiledeskServer.TAG)
class BehindOneUrlIT {

    private static final Installation HOUSE = Installation.withMembership();

    private static NodeProject clients;

    @BeforeAll
    static void installClients() {
        clients = NodeProject.install();
    }

    /** Tiledesk's npm client signs in all three ways, and talks with what it was given. */
    @ParameterizedTest
    @EnumSource
    void npmClient(ReverseProxyKind kind) throws JsonProcessingException {
        try (ReverseProxy proxy = start(kind)) {
            // A version, as Tiledesk's documentation has it.
            String base = proxy.url() + "/v3";
            JsonNode signedIn =
                    run(
                            "sign-in.js",
                            base,
                            HOUSE.project(),
                            Installation.OWNER,
                            Demo.PASSWORD,
                            HOUSE.sign(Demo.customer(), kind + "-npm"));
            String visitor = token(signedIn.path("visitor"));
            String customer = token(signedIn.path("customer"));
            String agent = signedIn.at("/agent/token").asText();

            JsonNode talk = run("talk.js", base, HOUSE.project(), visitor, customer, agent);

            assertThat(talk.at("/visitor/sender"))
                    .as(talk.path("visitor").toString())
                    .isEqualTo(signedIn.at("/visitor/user/_id"));
            assertThat(talk.at("/customer/sender"))
                    .as(talk.path("customer").toString())
                    .isEqualTo(signedIn.at("/customer/user/_id"));
            assertThat(talk.at("/agent/sender"))
                    .as(talk.path("agent").toString())
                    .isEqualTo(signedIn.at("/agent/user/_id"));
            assertThat(talk.at("/seen/requests").findValuesAsText("request_id"))
                    .contains(talk.at("/requests/0").asText(), talk.at("/requests/1").asText());
        }
    }

    /** A site that makes JWTs as Tiledesk's Java generator does, which never end. */
    @ParameterizedTest
    @EnumSource
    void javaGenerator(ReverseProxyKind kind) {
        new Providers(HOUSE.realm())
                .set(Installation.PROVIDER, Map.of("expirationOptional", "true"));
        try (ReverseProxy proxy = start(kind)) {
            CustomToken claims =
                    new CustomToken()
                            .claim("iat", Instant.now().getEpochSecond())
                            .claim("sub", "userexternal")
                            .claim("firstname", "Duke")
                            .claim("lastname", "Java")
                            .claim("email", "duke@example.com");
            Answer answer = new Calls(proxy.url()).customToken(HOUSE.sign(claims, kind + "-java"));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);

            Answer sent =
                    new TiledeskApi(proxy.url(), answer.token())
                            .send(HOUSE.project(), HOUSE.newRequest(), "Hello");

            JsonNode message = TiledeskServer.require(sent);
            assertThat(message.path("sender").asText())
                    .isEqualTo(HOUSE.project() + "_" + kind + "-java");
            assertThat(message.path("senderFullname").asText()).isEqualTo("Duke Java");
        } finally {
            new Providers(HOUSE.realm())
                    .set(Installation.PROVIDER, Map.of("expirationOptional", "false"));
        }
    }

    private static ReverseProxy start(ReverseProxyKind kind) {
        assumeTrue(kind.isInstalled(), () -> kind + " is not in the PATH");
        return ReverseProxy.start(kind, HOUSE.realm(), HOUSE.tiledesk().url());
    }

    private static String token(JsonNode signedIn) {
        assertThat(signedIn.path("success").asBoolean()).as(signedIn.toString()).isTrue();
        return signedIn.path("token").asText().substring("JWT ".length());
    }

    private static JsonNode run(String script, String... arguments) throws JsonProcessingException {
        return new ObjectMapper().readTree(clients.run(script, arguments));
    }
}
