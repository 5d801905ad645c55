// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.FlowEditor;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.ServerMetrics;
import io.github.keycloaktiledesk.it.server.Soon;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What Keycloak's metrics endpoint tells of a realm's visitors. */
@Tag("distribution")
@EnabledOnOs(value = OS.LINUX, disabledReason = "the server behind a proxy needs its addresses")
class GuestMetricsIT {

    private static final String GUESTS = "keycloak_tiledesk_guests_total";
    private static final String USER_EVENTS = "keycloak_user_events_total";
    private static final Map<String, String> VISITOR = Map.of("id_project", Demo.PROJECT);

    @AutoClose
    private final TestRealm realm =
            TestRealm.createOn(
                    KeycloakServer.behindProxy(),
                    rep ->
                            RealmParts.step(rep, "tiledesk guest")
                                    .putAll(
                                            Map.of(
                                                    "guestsPerAddress", "3",
                                                    "maxTextLength", "5")));

    @Test
    void countsWhoComesAndComesBack() {
        Answer answer = visit(200);
        visit(200);
        for (int i = 0; i < 3; i++) {
            assertThat(realm.calls().customToken(answer.token()).status()).isEqualTo(200);
        }
        // Of an agent, and of nobody.
        Answer agent = realm.calls().signin(Demo.AGENT, Demo.PASSWORD);
        assertThat(realm.calls().customToken(agent.token()).status()).isEqualTo(200);
        assertThat(realm.calls().customToken("no.token.atall").status()).isEqualTo(401);

        assertThat(count("created")).isEqualTo(2);
        assertThat(count("resumed")).isEqualTo(3);
        assertThat(count("refused")).isZero();
    }

    @Test
    void countsWhoIsRefusedByWhichLimit() {
        for (int i = 0; i < 3; i++) {
            visit(200);
        }
        visit(429);
        visit(429);
        set("guestsPerAddress", "0");
        set("guestsPerRealm", "4");
        visit(200);
        visit(429);
        assertThat(
                        realm.calls()
                                .anonymously(
                                        Map.of("id_project", Demo.PROJECT, "firstname", "Lovelace"))
                                .status())
                .isEqualTo(422);

        assertThat(count("created")).isEqualTo(4);
        assertThat(count("refused", "limit=\"address\"")).isEqualTo(2);
        assertThat(count("refused", "limit=\"realm\"")).isEqualTo(1);
        assertThat(count("refused", "limit=\"field\"")).isEqualTo(1);
    }

    /** A step behind ours takes back what it has made. */
    @Test
    void countsNoGuestWhoWasTakenBack() {
        new FlowEditor(realm).add(FlowEditor.VISITORS, "auth-username-password-form", "REQUIRED");

        visit(403);

        assertThat(count("created")).isZero();
    }

    @Test
    void countsWhoHasNotComeBackForLong() {
        String guest = visit(200).userId();
        visit(200);

        new RealmUsers(realm)
                .change(
                        guest,
                        user ->
                                user.getAttributes()
                                        .put(
                                                "tiledesk.guest.seen",
                                                List.of("2001-01-01T00:00:00Z")));

        Soon.isTrue(Duration.ofSeconds(30), "the guest is counted", () -> count("expired") == 1);
    }

    @Test
    void areTheSameSeriesForAll() {
        visit(200);

        assertThat(ServerMetrics.of(GUESTS))
                .isNotEmpty()
                .allMatch(
                        line ->
                                line.matches(
                                        ".*\\{limit=\"\\w*\",outcome=\"\\w+\",realm=\".+\"} .*"));
    }

    @Test
    void doWithoutUsForKeycloaksOwnCounterOfUserEvents() {
        visit(200);
        visit(200);
        set("registerEvent", "false");
        visit(200);
        visit(429);

        assertThat(userEvents("register", "error=\"\"")).isEqualTo(2);
        assertThat(userEvents("login", "error=\"\"")).isEqualTo(3);
        assertThat(userEvents("login", "error=\"slow_down\"")).isEqualTo(1);
    }

    private Answer visit(int status) {
        Answer answer = realm.calls().anonymously(VISITOR);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer;
    }

    private void set(String setting, String value) {
        new FlowEditor(realm).configure(FlowEditor.VISITORS, "tiledesk-guest", setting, value);
    }

    private double count(String outcome, String... tags) {
        String[] all = new String[tags.length + 2];
        System.arraycopy(tags, 0, all, 2, tags.length);
        all[0] = "realm=\"" + realm.name() + "\"";
        all[1] = "outcome=\"" + outcome + "\"";
        return ServerMetrics.value(GUESTS, all);
    }

    private double userEvents(String event, String error) {
        return ServerMetrics.value(
                USER_EVENTS, "realm=\"" + realm.name() + "\"", "event=\"" + event + "\"", error);
    }
}
