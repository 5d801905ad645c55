// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.MembershipStep;
import io.github.keycloaktiledesk.it.server.Pending;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RecordedTiledesk;
import io.github.keycloaktiledesk.it.server.Soon;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A Tiledesk that does not answer holds up those who wait for it for a while, and nobody else. */
@Tag("slow")
class MembershipTroubleIT {

    /** Calls to one Tiledesk that a node makes at once: more than it has connections. */
    private static final int WAITING = 8;

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final KeycloakServer SERVER = KeycloakServer.withFewConnections();

    @AutoClose
    private final TestRealm realm = TestRealm.createOn(SERVER, RealmParts::allowRapidSignIns);

    @AutoClose private final RecordedTiledesk tiledesk = RecordedTiledesk.start();

    @Test
    void holdsNobodyElseUp() {
        require(Map.of("timeLimit", "10000"));
        tiledesk.hang();

        List<CompletableFuture<Answer>> waiting = Pending.calls(WAITING, this::visit);
        Soon.isTrue(SOON, "all wait for Tiledesk", () -> tiledesk.requests() == WAITING);

        assertThat(realm.calls().signin(Demo.AGENT, Demo.PASSWORD).status()).isEqualTo(200);
        // The log says why it does not wait too: the others still do so.
        assertThat(visit().status()).isEqualTo(200);
        tiledesk.release();
        assertThat(Pending.answers(waiting))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        // From now on nobody waits.
        assertThat(visit().status()).isEqualTo(200);
        assertThat(tiledesk.requests()).isEqualTo(WAITING);
        assertThat(SERVER.log())
                .contains(
                        "the connection fails",
                        "too many calls to Tiledesk wait already",
                        "Tiledesk has failed several times in a row")
                .doesNotContain("eyJ");
    }

    @Test
    void isWaitedForNoLongerThanTheAdminSays() {
        require(Map.of("timeLimit", "250", "onFailure", "refuse"));
        tiledesk.hang();

        assertThat(ErrorAnswer.check(visit(), 503)).isEqualTo("Temporarily unavailable");

        assertThat(new RealmEvents(realm).refusals())
                .containsExactly("no answer of Tiledesk within 0.25 seconds");
    }

    @Test
    void saysThatNobodyIsThere() {
        require(Map.of("onFailure", "refuse"));
        tiledesk.close();

        assertThat(ErrorAnswer.check(visit(), 503)).isEqualTo("Temporarily unavailable");

        assertThat(new RealmEvents(realm).refusals()).containsExactly("nobody answers at Tiledesk");
    }

    private void require(Map<String, String> settings) {
        new MembershipStep(realm).require(tiledesk.url(SERVER), settings);
    }

    private Answer visit() {
        return realm.calls().anonymously(Map.of("id_project", Demo.PROJECT));
    }
}
