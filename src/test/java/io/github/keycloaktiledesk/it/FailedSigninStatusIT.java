// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.OneTimeCode;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server option that keeps Tiledesk's dashboard from sending passwords elsewhere. */
@Tag("slow")
class FailedSigninStatusIT {

    private static KeycloakServer server;
    private static TestRealm realm;

    @BeforeAll
    static void start() {
        server =
                KeycloakServer.start(
                        Map.of(
                                "spi-realm-restapi-extension--tiledesk--failed-signin-status",
                                "403"));
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
}
