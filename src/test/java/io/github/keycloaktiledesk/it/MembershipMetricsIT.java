// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.MembershipStep;
import io.github.keycloaktiledesk.it.server.RecordedTiledesk;
import io.github.keycloaktiledesk.it.server.ServerMetrics;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What Keycloak's metrics endpoint tells of memberships at Tiledesk. */
@Tag("slow")
@Tag("distribution")
@EnabledOnOs(value = OS.LINUX, disabledReason = "the server behind a proxy needs its addresses")
class MembershipMetricsIT {

    private static final KeycloakServer SERVER = KeycloakServer.behindProxy();

    @AutoClose private final TestRealm realm = TestRealm.createOn(SERVER, rep -> {});
    @AutoClose private final RecordedTiledesk tiledesk = RecordedTiledesk.start();

    @Test
    void countsHowCallsEnd() {
        new MembershipStep(realm).require(tiledesk.url(SERVER), Map.of());

        visit(2);
        tiledesk.answer(401, "");
        visit(1);
        tiledesk.answer(404, "");
        visit(1);
        tiledesk.answer(200, "{}");
        visit(1);
        tiledesk.answer(500, "");
        visit(6);

        assertThat(count("made")).isEqualTo(2);
        assertThat(count("rejected")).isEqualTo(1);
        assertThat(count("failed")).isEqualTo(5);
        assertThat(count("skipped")).isEqualTo(3);
    }

    private void visit(int times) {
        for (int i = 0; i < times; i++) {
            realm.calls().anonymously(Map.of("id_project", Demo.PROJECT));
        }
    }

    private double count(String outcome) {
        return ServerMetrics.value(
                "keycloak_tiledesk_memberships_total",
                "realm=\"" + realm.name() + "\"",
                "outcome=\"" + outcome + "\"");
    }
}
