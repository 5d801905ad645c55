// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.AtOnce;
import io.github.keycloaktiledesk.it.server.Cluster;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.MembershipStep;
import io.github.keycloaktiledesk.it.server.RecordedTiledesk;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two nodes call Tiledesk as one would, and of a refused visitor the database keeps nothing. */
@Tag("database")
class MembershipInClusterIT {

    private static final Map<String, String> VISITOR = Map.of("id_project", Demo.PROJECT);

    private final Cluster cluster = Cluster.get();

    @AutoClose
    private final TestRealm here =
            TestRealm.createOn(
                    cluster.node(0),
                    rep -> {
                        // What else would name a user.
                        rep.setEventsEnabled(false);
                        rep.setAdminEventsEnabled(false);
                    });

    @AutoClose private final RecordedTiledesk tiledesk = RecordedTiledesk.start();

    @Test
    void isMadeOnceByBothNodes() {
        TestRealm there = here.on(cluster.node(1));
        require("continue");
        tiledesk.answer(500, "");
        String token = here.calls().anonymously(VISITOR).token();
        tiledesk.delay(1_000);

        List<Supplier<Answer>> resumes =
                List.of(
                        () -> here.calls().customToken(token),
                        () -> there.calls().customToken(token));
        List<Answer> answers = AtOnce.call(resumes);

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        assertThat(there.calls().customToken(token).status()).isEqualTo(200);
        assertThat(tiledesk.requests()).isEqualTo(2);
    }

    /** Where a failure refuses, the one waits for the other, whichever node calls Tiledesk. */
    @Test
    void isMadeOnceForACustomerWhomBothNodesMayRefuse() {
        TestRealm there = here.on(cluster.node(1));
        require("refuse");
        tiledesk.answer(500, "");
        assertThat(new CustomerCalls(here).signIn(Demo.customer()).status()).isEqualTo(503);
        tiledesk.delay(1_000);

        List<Supplier<Answer>> signIns =
                List.of(
                        () -> new CustomerCalls(here).signIn(Demo.customer()),
                        () -> new CustomerCalls(there).signIn(Demo.customer()));

        assertThat(AtOnce.call(signIns)).extracting(Answer::status).containsExactly(200, 200);
        assertThat(new CustomerCalls(there).signIn(Demo.customer()).status()).isEqualTo(200);
        assertThat(tiledesk.requests()).isEqualTo(2);
    }

    @Test
    void leavesNoRowOfAGuestWhomItRefuses() {
        require("refuse");
        tiledesk.answer(500, "");

        assertThat(here.calls().anonymously(VISITOR).status()).isEqualTo(503);

        String sent = tiledesk.received().get(0).authorization().substring("JWT ".length());
        String guest = Jwt.of(sent).claims().path("keycloak_user_id").asText();
        assertThat(guest).isNotBlank();
        assertThat(cluster.rowsThatName(guest)).isEmpty();
    }

    private void require(String onFailure) {
        new MembershipStep(here)
                .require(tiledesk.url(cluster.node(0)), Map.of("onFailure", onFailure));
    }
}
