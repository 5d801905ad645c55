// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.server.SetupCalls.findings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.Program;
import io.github.keycloaktiledesk.it.server.RawHttp;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.ReverseProxy;
import io.github.keycloaktiledesk.it.server.ReverseProxyKind;
import io.github.keycloaktiledesk.it.server.SetupCalls;
import io.github.keycloaktiledesk.it.server.ShellBlock;
import io.github.keycloaktiledesk.it.server.Soon;
import io.github.keycloaktiledesk.it.server.StoppableServer;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the page on reverse proxies has one run, besides Caddy, which each of its tests runs. */
@Tag("distribution")
class ReverseProxyGuideIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Pattern OPTION = Pattern.compile(" --([\\w-]+)=(\\S+)");
    private static final String TRUSTED = "proxy-trusted-addresses";
    private static final String VISITOR = "198.51.100.7";
    private static final String BODY = "{\"id_project\":\"" + Demo.PROJECT + "\"}";

    /** Which reads what has been changed of its configuration. */
    @Test
    void reloadsNginx() {
        assumeTrue(ReverseProxyKind.NGINX.isInstalled(), "No nginx in the PATH");
        try (TestRealm realm = TestRealm.createOn(KeycloakServer.behindProxy(), rep -> {});
                ReverseProxy nginx =
                        ReverseProxy.startReloadable(
                                realm.url().resolve("nowhere"), URI.create("http://127.0.0.1:1"))) {
            assertThat(statusBy(nginx)).isEqualTo(404);
            nginx.edit("nowhere", realm.name());

            String here = "nginx() { command nginx -p ./ -c nginx.conf -e stderr \"$@\"; }\n";
            new Program(
                            List.of("bash", "-euc", here + ShellBlock.RELOAD_NGINX.code()),
                            nginx.folder(),
                            Map.of())
                    .run(LIMIT);

            Soon.isTrue(LIMIT, "nginx has the other realm", () -> statusBy(nginx) == 200);
        }
    }

    /** The proxy is this test, which comes from 127.0.0.1. */
    @Test
    void startsKeycloakThatKnowsTheProxy() {
        Map<String, String> options = options();
        try (StoppableServer keycloak = StoppableServer.create()) {
            KeycloakServer server = keycloak.start(options);
            TestRealm realm = TestRealm.createOn(server, rep -> {});
            assertThat(visited(realm).claims().path("iss").asText())
                    .isEqualTo("https://id.example.com/realms/" + realm.name());
            assertThat(new RealmEvents(realm).single("LOGIN").getIpAddress()).isEqualTo(VISITOR);
            assertThat(findings(report(realm, server), "risk")).noneMatch(this::isOfProxy);
            keycloak.stop();

            options.remove(TRUSTED);
            server = keycloak.start(options);
            realm = realm.on(server);
            assertThat(findings(report(realm, server), "risk")).anyMatch(this::isOfProxy);
        }
    }

    private static Map<String, String> options() {
        String command = ShellBlock.START_BEHIND_PROXY.code().strip();
        Map<String, String> options =
                new HashMap<>(
                        OPTION.matcher(command)
                                .results()
                                .collect(
                                        Collectors.toMap(
                                                (MatchResult option) -> option.group(1),
                                                option -> option.group(2))));
        assertThat(OPTION.matcher(command).replaceAll("")).isEqualTo("bin/kc.sh start");
        assertThat(options.put(TRUSTED, "127.0.0.1")).isEqualTo("10.0.0.5");
        return options;
    }

    private boolean isOfProxy(String finding) {
        return finding.startsWith("proxy:");
    }

    private static Answer report(TestRealm realm, KeycloakServer server) {
        return SetupCalls.by(realm, server.admin().tokenManager().getAccessTokenString()).report();
    }

    /** By a connection of its own: one that is open keeps the former configuration. */
    private static int statusBy(ReverseProxy proxy) {
        return RawHttp.postFrom(
                        "127.0.0.1", URI.create(proxy.url() + Calls.ANONYMOUSLY), List.of(), BODY)
                .status();
    }

    private static Answer visited(TestRealm realm) {
        return RawHttp.postFrom(
                "127.0.0.1",
                URI.create(realm.tiledesk() + Calls.ANONYMOUSLY),
                List.of("X-Forwarded-For: " + VISITOR, "X-Forwarded-Proto: https"),
                BODY);
    }
}
