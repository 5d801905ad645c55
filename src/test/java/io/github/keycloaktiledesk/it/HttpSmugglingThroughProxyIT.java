// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.RawHttp;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.RequestRecorder;
import io.github.keycloaktiledesk.it.server.ReverseProxy;
import io.github.keycloaktiledesk.it.server.ReverseProxyKind;
import io.github.keycloaktiledesk.it.server.TestRealm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same requests, sent to the reverse proxies of {@code deploy/} in front of Keycloak. */
@Tag("distribution")
@EnabledOnOs(OS.LINUX)
@ParameterizedClass
@EnumSource
class HttpSmugglingThroughProxyIT {

    private static TestRealm realm;
    private static RequestRecorder tiledesk;
    private static ReverseProxy proxy;

    private final ReverseProxyKind kind;

    HttpSmugglingThroughProxyIT(ReverseProxyKind kind) {
        this.kind = kind;
    }

    @BeforeAll
    static void create() {
        realm = TestRealm.createOn(KeycloakServer.behindProxy(), rep -> {});
        tiledesk = RequestRecorder.start();
    }

    @AfterAll
    static void delete() {
        tiledesk.close();
        realm.close();
    }

    @BeforeParameterizedClassInvocation
    static void start(ReverseProxyKind kind) {
        proxy = kind.isInstalled() ? ReverseProxy.start(kind, realm, tiledesk.url()) : null;
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (proxy != null) {
            proxy.close();
        }
    }

    @BeforeEach
    void needsTheProgram() {
        assumeTrue(kind.isInstalled(), kind + " is not tested: it is not in the PATH");
        tiledesk.takeHeads();
    }

    @ParameterizedTest
    @EnumSource
    void makesNoMoreCallsThanItsSenderIsAnswered(SmuggledCall call) {
        RealmUsers users = new RealmUsers(realm);
        int before = users.count();

        String answers = RawHttp.converse(proxy.url(), call.bytes(proxy.url()));

        call.check(users.count() - before, answers);
        assertThat(tiledesk.takeHeads()).noneMatch(head -> head.contains("POST"));
    }
}
