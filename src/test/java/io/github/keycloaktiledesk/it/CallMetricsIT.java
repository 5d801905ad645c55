// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.JwksProject;
import io.github.keycloaktiledesk.it.server.JwksServer;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.ServerMetrics;
import io.github.keycloaktiledesk.it.server.SigningKey;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What Keycloak's metrics endpoint tells of the calls. */
@Tag("distribution")
@EnabledOnOs(value = OS.LINUX, disabledReason = "the server behind a proxy needs its addresses")
class CallMetricsIT {

    private static final KeycloakServer SERVER = KeycloakServer.behindProxy();
    private static final String CALLS = "keycloak_tiledesk_calls_seconds";
    private static final String CUSTOM_TOKEN = "signinWithCustomToken";
    private static final Map<String, String> VISITOR = Map.of("id_project", Demo.PROJECT);

    @AutoClose private final JwksServer site = JwksServer.start();

    @AutoClose
    private final TestRealm realm =
            TestRealm.createOn(
                    SERVER,
                    rep -> {
                        RealmParts.allowRapidSignIns(rep);
                        RealmParts.step(rep, "tiledesk guest").put("guestsPerAddress", "1");
                        new JwksProject("keyless").addTo(rep, site.url(SERVER));
                    });

    @Test
    void countsEachCallByItsOutcome() {
        Calls calls = realm.calls();
        expect(200, calls.signin(Demo.AGENT, Demo.PASSWORD));
        expect(401, calls.signin(Demo.AGENT, "wrong"));
        expect(401, calls.signin("unknown@example.com", "wrong"));
        expect(422, calls.signin("", ""));
        Answer visitor = calls.anonymously(VISITOR);
        expect(200, visitor);
        expect(429, calls.anonymously(VISITOR));
        expect(200, calls.customToken(Demo.customer().sign(Demo.SECRET)));
        expect(401, calls.customToken(Demo.customer().sign("wrong")));
        expect(400, calls.customToken(Demo.customer().without("aud").sign(Demo.SECRET)));
        expect(
                503,
                new JwksProject("keyless").signIn(realm, SigningKey.generate("ES256", "unknown")));
        expect(200, calls.customToken(visitor.token()));
        expect(401, calls.customToken("no.token.atall"));
        Map<String, String> ours = Map.of("Via", "1.1 keycloak-tiledesk");
        expect(508, calls.post(Calls.CUSTOM_TOKEN, ours, new byte[0]));

        assertThat(count("signin", "success")).isEqualTo(1);
        assertThat(count("signin", "refused")).isEqualTo(2);
        assertThat(count("signin", "invalid")).isEqualTo(1);
        assertThat(count("signinAnonymously", "success")).isEqualTo(1);
        assertThat(count("signinAnonymously", "limited")).isEqualTo(1);
        assertThat(count(CUSTOM_TOKEN, "success")).isEqualTo(1);
        assertThat(count(CUSTOM_TOKEN, "refused")).isEqualTo(1);
        assertThat(count(CUSTOM_TOKEN, "unavailable")).isEqualTo(1);
        assertThat(count(CUSTOM_TOKEN, "error")).isEqualTo(1);
        assertThat(count("resume", "success")).isEqualTo(1);
        assertThat(count("resume", "invalid")).isEqualTo(1);
        assertThat(count("resume", "refused")).isEqualTo(1);
        assertThat(ServerMetrics.of(CALLS + "_count").stream().filter(line -> isOf(realm, line)))
                .hasSize(12);
    }

    @Test
    void timesThem() {
        expect(200, realm.calls().signin(Demo.AGENT, Demo.PASSWORD));

        String[] tags = tags("signin", "success");
        assertThat(ServerMetrics.value(CALLS + "_sum", tags)).isPositive();
        assertThat(ServerMetrics.value(CALLS + "_max", tags)).isPositive();
    }

    @Test
    void makeNoSeriesOfWhatIsNoCall() {
        try (TestRealm plain = TestRealm.createPlainOn(SERVER, rep -> {})) {
            expect(404, plain.calls().anonymously(VISITOR));
            expect(404, new Calls(sibling("no-such-realm")).anonymously(VISITOR));
            expect(404, realm.calls().post("/auth/signout", Map.of()));
            expect(405, realm.calls().send("GET", Calls.SIGNIN, Map.of(), new byte[0]));
            expect(204, realm.calls().send("OPTIONS", Calls.SIGNIN, Map.of(), new byte[0]));

            assertThat(ServerMetrics.of(CALLS + "_count"))
                    .noneMatch(line -> isOf(realm, line) || isOf(plain, line))
                    .noneMatch(line -> line.contains("no-such-realm"));
        }
    }

    @Test
    void areTheSameFewSeriesForAll() {
        expect(200, realm.calls().anonymously(VISITOR));

        assertThat(ServerMetrics.of(CALLS + "_count"))
                .isNotEmpty()
                .allMatch(
                        line ->
                                line.matches(
                                        ".*\\{call=\"\\w+\",outcome=\"\\w+\",realm=\".+\"} .*"));
        assertThat(ServerMetrics.of(CALLS + "_bucket"))
                .as("a histogram costs much, and is there only where it is switched on")
                .isEmpty();
    }

    private URI sibling(String name) {
        return URI.create(SERVER.url() + "/realms/" + name + "/tiledesk");
    }

    private static boolean isOf(TestRealm realm, String line) {
        return line.contains("realm=\"" + realm.name() + "\"");
    }

    private String[] tags(String call, String outcome) {
        return new String[] {
            "realm=\"" + realm.name() + "\"", "call=\"" + call + "\"", "outcome=\"" + outcome + "\""
        };
    }

    private double count(String call, String outcome) {
        return ServerMetrics.value(CALLS + "_count", tags(call, outcome));
    }

    private static void expect(int status, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    }
}
