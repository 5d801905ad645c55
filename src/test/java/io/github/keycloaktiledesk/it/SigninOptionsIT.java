// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.BrowserClient;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.OneTimeCode;
import io.github.keycloaktiledesk.it.server.Pending;
import io.github.keycloaktiledesk.it.server.Ports;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Soon;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.CredentialRepresentation;

/**
 * The server options of agents' sign-ins: what keeps Tiledesk's dashboard from sending passwords
 * elsewhere, and how many sign in at once.
 */
@Tag("slow")
class SigninOptionsIT {

    private static final String SLOW = "slow@example.com";

    private static final int METRICS = Ports.free();

    private static KeycloakServer server;
    private static TestRealm realm;

    @BeforeAll
    static void start() {
        server =
                KeycloakServer.start(
                        Map.of(
                                "spi-realm-restapi-extension--tiledesk--failed-signin-status",
                                "403",
                                "spi-realm-restapi-extension--tiledesk--max-signins",
                                "1",
                                "metrics-enabled",
                                "true",
                                "http-management-port",
                                String.valueOf(METRICS)));
        realm = TestRealm.createOn(server, RealmParts::allowRapidSignIns);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void isTheStatusOfEveryFailedSignin() {
        Calls calls = realm.calls();

        assertThat(ErrorAnswer.check(calls.signin("unknown@example.com", Demo.PASSWORD), 403))
                .isEqualTo("Authentication failed. Wrong password.");
        assertThat(ErrorAnswer.check(calls.signin(Demo.AGENT, "wrong"), 403))
                .isEqualTo("Authentication failed. Wrong password.");
        assertThat(ErrorAnswer.check(calls.signin(OneTimeCode.AGENT, Demo.PASSWORD), 403))
                .isEqualTo("Authentication failed. One-time code required.");
    }

    @Test
    void leavesSuccessesAndOtherErrorsAlone() {
        assertThat(realm.calls().signin("dana.gone@example.com", "").status()).isEqualTo(422);
        assertThat(realm.calls().anonymously(Map.of("id_project", Demo.PROJECT)).status())
                .isEqualTo(200);
    }

    /** The widget drops a stored token for a 401 only. */
    @Test
    void leavesRefusedTokensAlone() {
        ErrorAnswer.check(realm.calls().customToken("no-token"), 401);
        ErrorAnswer.check(realm.calls().customToken(Demo.customer().sign("wrong")), 401);
    }

    /** While one signs in, which takes seconds for its password, the next is refused at once. */
    @Test
    void refusesSigninsBeyondTheMost() {
        new RealmUsers(realm).createAgent(SLOW, agent -> agent.setCredentials(List.of(slow())));
        Calls calls = realm.calls();
        CompletableFuture<Answer> first = Pending.calls(1, () -> signinOfSlow(calls)).get(0);

        Answer known = untilRefused(calls);
        Answer unknown = signin(calls, "unknown@example.com");
        int visitor = calls.anonymously(Map.of("id_project", Demo.PROJECT)).status();
        int customer = calls.customToken(Demo.customer().sign(Demo.SECRET)).status();
        assertThat(first).as("all that was while the first signed in").isNotDone();

        for (Answer refused : List.of(known, unknown)) {
            assertThat(ErrorAnswer.check(refused, 503)).isEqualTo("Temporarily unavailable");
            assertThat(refused.header("Retry-After")).contains("5");
            assertThat(refused.header("Access-Control-Allow-Origin")).contains("*");
        }
        assertThat(visitor).isEqualTo(200);
        assertThat(customer).isEqualTo(200);
        assertThat(first.join().status()).isEqualTo(403);
        assertThat(signin(calls, Demo.AGENT).status()).isEqualTo(200);
        // A container shows its metrics to itself only.
        if (!KeycloakServer.isInContainer()) {
            assertThat(metrics())
                    .contains("call=\"signin\",outcome=\"busy\"")
                    .doesNotContain("outcome=\"unavailable\"");
        }
    }

    private static String metrics() {
        Calls management = new Calls(URI.create("http://127.0.0.1:" + METRICS));
        return management.send("GET", "/metrics", Map.of(), new byte[0]).text();
    }

    /** Tried again where another call was quicker. */
    private static Answer signinOfSlow(Calls calls) {
        Answer answer = signin(calls, SLOW);
        while (answer.status() == 503) {
            answer = signin(calls, SLOW);
        }
        return answer;
    }

    private static Answer untilRefused(Calls calls) {
        Answer[] answer = new Answer[1];
        Soon.isTrue(
                Duration.ofSeconds(10),
                "a sign-in is refused",
                () -> {
                    answer[0] = signin(calls, Demo.AGENT);
                    return answer[0].status() == 503;
                });
        return answer[0];
    }

    private static Answer signin(Calls calls, String email) {
        byte[] body =
                "{\"email\":\"%s\",\"password\":\"%s\"}"
                        .formatted(email, Demo.PASSWORD)
                        .getBytes(StandardCharsets.UTF_8);
        return calls.post(
                Calls.SIGNIN,
                Map.of("Content-Type", "application/json", "Origin", BrowserClient.ORIGIN),
                body);
    }

    /** Some hash that no password has, and that takes long to find out. */
    private static CredentialRepresentation slow() {
        CredentialRepresentation slow = new CredentialRepresentation();
        slow.setType(CredentialRepresentation.PASSWORD);
        slow.setCredentialData("{\"algorithm\":\"pbkdf2-sha256\",\"hashIterations\":3000000}");
        slow.setSecretData("{\"value\":\"c29tZSBoYXNo\",\"salt\":\"c29tZSBzYWx0\"}");
        return slow;
    }
}
