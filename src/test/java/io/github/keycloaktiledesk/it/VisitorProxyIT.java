// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.RawHttp;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.SimpleProxy;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.keycloak.representations.idm.EventRepresentation;

/**
 * Which address a visitor counts under where Keycloak is behind a proxy. Visitors have loopback
 * addresses of their own, as Linux gives them.
 */
@Tag("distribution")
@EnabledOnOs(OS.LINUX)
class VisitorProxyIT {

    private static final String ADA = "127.0.0.11";
    private static final String EVA = "127.0.0.12";
    private static final String BODY = "{\"id_project\":\"" + Demo.PROJECT + "\"}";

    @AutoClose
    private static final SimpleProxy PROXY = SimpleProxy.start(KeycloakServer.behindProxy());

    /** Two guests of an address, five of the realm. */
    @AutoClose
    private final TestRealm realm =
            TestRealm.createOn(
                    KeycloakServer.behindProxy(),
                    rep ->
                            RealmParts.step(rep, "tiledesk guest")
                                    .putAll(
                                            Map.of(
                                                    "guestsPerAddress",
                                                    "2",
                                                    "guestsPerRealm",
                                                    "5")));

    private final RealmEvents events = new RealmEvents(realm);
    private final URI keycloak = URI.create(realm.tiledesk() + "/auth/signinAnonymously");

    @BeforeEach
    void clear() {
        events.clear();
    }

    @Test
    void countsByTheCallersAddressWhateverTheCallerSays() {
        assertThat(throughProxy(ADA, "X-Forwarded-For: 198.51.100.1")).isEqualTo(200);
        assertThat(throughProxy(ADA, "x-forwarded-for: 198.51.100.2")).isEqualTo(200);
        assertThat(throughProxy(ADA, "X-Forwarded-For: 198.51.100.3")).isEqualTo(429);
        assertThat(throughProxy(ADA, "Forwarded: for=198.51.100.4")).isEqualTo(429);
        assertThat(throughProxy(ADA, "X-Forwarded-For: " + EVA)).isEqualTo(429);

        assertThat(addresses()).containsOnly(ADA);
    }

    @Test
    void usesNeitherAnothersAddressNorTheRealmUp() {
        assertThat(throughProxy(ADA)).isEqualTo(200);
        assertThat(throughProxy(ADA)).isEqualTo(200);
        for (int i = 0; i < 6; i++) {
            assertThat(throughProxy(ADA, "X-Forwarded-For: " + EVA)).isEqualTo(429);
        }

        assertThat(throughProxy(EVA)).isEqualTo(200);
        assertThat(throughProxy(EVA)).isEqualTo(200);
        assertThat(throughProxy("127.0.0.13")).isEqualTo(200);
        assertThat(throughProxy("127.0.0.14")).isEqualTo(429);
        assertThat(events.refusals())
                .last()
                .isEqualTo("limit reached: 2 guests per address and hour");
        assertThat(events.refusals())
                .first()
                .isEqualTo("limit reached: 5 guests per realm and minute");
    }

    @Test
    void takesNoWordOfWhoComesPastTheProxy() {
        for (String sent : List.of("198.51.100.1", "198.51.100.2")) {
            assertThat(directly(ADA, "X-Forwarded-For: " + sent)).isEqualTo(200);
        }
        assertThat(directly(ADA, "X-Forwarded-For: 198.51.100.3")).isEqualTo(429);
        assertThat(directly(ADA, "Forwarded: for=198.51.100.4")).isEqualTo(429);
        assertThat(directly(ADA, "X-Forwarded-For: " + SimpleProxy.TRUSTED_ADDRESS)).isEqualTo(429);

        assertThat(addresses()).containsOnly(ADA);
        assertThat(throughProxy(EVA)).isEqualTo(200);
    }

    @Test
    void countsIpv6ByWhatOneHouseholdHas() {
        assertThat(fromProxy("2001:db8:1:2::3")).isEqualTo(200);
        assertThat(fromProxy("2001:db8:1:2:ffff::4")).isEqualTo(200);
        assertThat(fromProxy("2001:db8:1:2:5:6:7:8")).isEqualTo(429);
        assertThat(fromProxy("2001:db8:1:3::3")).isEqualTo(200);

        assertThat(addresses()).contains("2001:db8:1:2::3");
    }

    @Test
    void countsMappedAddressesAsIpv4() {
        assertThat(fromProxy("192.0.2.1")).isEqualTo(200);
        assertThat(fromProxy("::ffff:192.0.2.1")).isEqualTo(200);
        assertThat(fromProxy("192.0.2.1")).isEqualTo(429);
        assertThat(fromProxy("::ffff:192.0.2.2")).isEqualTo(200);
    }

    /** What a proxy should not send, but some do. */
    @Test
    void survivesWhatIsNoAddress() {
        for (String sent : List.of("unknown", "_secret", "[2001:db8::1]:4711", "1:2:zz")) {
            assertThat(fromProxy(sent)).as(sent).isEqualTo(200);
        }
    }

    private int throughProxy(String visitor, String... headers) {
        return status(RawHttp.postFrom(visitor, PROXY.url(keycloak), List.of(headers), BODY));
    }

    private int directly(String visitor, String... headers) {
        return status(RawHttp.postFrom(visitor, keycloak, List.of(headers), BODY));
    }

    /** What a proxy on the internet would send for a caller of this address. */
    private int fromProxy(String visitor) {
        return directly(
                SimpleProxy.TRUSTED_ADDRESS,
                "X-Forwarded-For: " + visitor,
                "X-Forwarded-Proto: https");
    }

    private static int status(Answer answer) {
        if (answer.status() == 429) {
            assertThat(answer.header("Retry-After")).isPresent();
        }
        return answer.status();
    }

    private List<String> addresses() {
        return events.all().stream().map(EventRepresentation::getIpAddress).distinct().toList();
    }
}
