// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.RawHttp;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.RequestRecorder;
import io.github.keycloaktiledesk.it.server.ReverseProxy;
import io.github.keycloaktiledesk.it.server.ReverseProxyKind;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same requests, sent to the reverse proxies of {@code deploy/} in front of Keycloak. */
@Tag("slow")
@Tag("distribution")
@EnabledOnOs(OS.LINUX)
class HttpSmugglingThroughProxyIT {

    @ParameterizedTest
    @EnumSource
    void servesWhatHidesNothing(ReverseProxyKind kind) {
        through(
                kind,
                (realm, proxy) ->
                        assertAll(
                                Arrays.stream(HonestCall.values())
                                        .<Executable>map(
                                                call -> () -> assertIsServed(call, realm, proxy))));
    }

    @ParameterizedTest
    @EnumSource
    void makesNoMoreCallsThanItsSenderIsAnswered(ReverseProxyKind kind) {
        through(
                kind,
                (realm, proxy) ->
                        assertAll(
                                Arrays.stream(SmuggledCall.values())
                                        .<Executable>map(
                                                call -> () -> assertIsOne(call, realm, proxy))));
    }

    /** None may reach the Tiledesk server, to which the proxy sends what it does not know. */
    private static void through(ReverseProxyKind kind, BiConsumer<TestRealm, ReverseProxy> test) {
        assumeTrue(kind.isInstalled(), kind + " is not tested: it is not in the PATH");
        try (TestRealm realm = TestRealm.createOn(KeycloakServer.behindProxy(), rep -> {});
                RequestRecorder tiledesk = RequestRecorder.start();
                ReverseProxy proxy = ReverseProxy.start(kind, realm, tiledesk.url())) {
            test.accept(realm, proxy);
            assertThat(tiledesk.takeHeads()).noneMatch(head -> head.contains("POST"));
        }
    }

    private static void assertIsServed(HonestCall call, TestRealm realm, ReverseProxy proxy) {
        RealmUsers users = new RealmUsers(realm);
        int before = users.count();

        String answers = RawHttp.converse(proxy.url(), call.bytes(proxy.url()), 1);

        call.check(users.count() - before, answers);
    }

    private static void assertIsOne(SmuggledCall call, TestRealm realm, ReverseProxy proxy) {
        RealmUsers users = new RealmUsers(realm);
        int before = users.count();

        String answers = RawHttp.converse(proxy.url(), call.bytes(proxy.url()), call.requests());

        call.check(users.count() - before, answers);
    }
}
