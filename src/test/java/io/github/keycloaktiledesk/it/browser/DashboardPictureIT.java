// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Dashboard;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.MembershipStep;
import io.github.keycloaktiledesk.it.server.ObservedServer;
import io.github.keycloaktiledesk.it.server.Prometheus;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RecordedTiledesk;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** Takes the documentation's picture of the dashboard, of a few minutes of real calls. */
@Tag("browser")
@EnabledIfSystemProperty(named = "pictures", matches = ".+", disabledReason = "no picture is taken")
class DashboardPictureIT {

    private static final int SECONDS = 180;

    @RegisterExtension private final WebBrowser browser = new WebBrowser();

    @Test
    void showsWhatHasHappened(@TempDir Path folder) throws IOException {
        ObservedServer observed = ObservedServer.get();
        try (Prometheus prometheus = Prometheus.start(observed.management(), Dashboard.ALERTS);
                RecordedTiledesk tiledesk = RecordedTiledesk.start();
                TestRealm realm =
                        TestRealm.createOn(
                                observed.keycloak(),
                                rep -> {
                                    RealmParts.allowRapidSignIns(rep);
                                    RealmParts.step(rep, "tiledesk guest")
                                            .putAll(
                                                    Map.of(
                                                            "guestsPerAddress", "0",
                                                            "guestsPerRealm", "60"));
                                })) {
            new MembershipStep(realm).require(tiledesk.url(observed.keycloak()), Map.of());
            long begin = Instant.now().getEpochSecond();
            callForAWhile(realm.calls(), tiledesk);
            String html =
                    new DrawnDashboard(
                                    prometheus,
                                    realm.name(),
                                    begin + 20,
                                    Instant.now().getEpochSecond())
                            .html();
            Path page = Files.writeString(folder.resolve("page.html"), html);

            browser.open(page.toUri());
            browser.see(By.id("drawn"));

            int charts =
                    (int)
                            Dashboard.panels().stream()
                                    .filter(panel -> !Dashboard.targets(panel).isEmpty())
                                    .count();
            assertThat(browser.all(By.cssSelector("section.timeseries li:first-child")))
                    .hasSize(charts);
            new Picture(browser, realm).take("dashboard");
        }
    }

    /** A widget's usual mixture; in the middle a crowd of new visitors, and Tiledesk is away. */
    private static void callForAWhile(Calls calls, RecordedTiledesk tiledesk) {
        Instant end = Instant.now().plusSeconds(SECONDS);
        String token = null;
        for (int i = 0; Instant.now().isBefore(end); i++) {
            long left = end.getEpochSecond() - Instant.now().getEpochSecond();
            boolean crowd = left > 70 && left < 110;
            if (left > 60 && left < 75) {
                tiledesk.answer(500, "");
            } else {
                tiledesk.accept();
            }
            if (token == null || i % (crowd ? 2 : 12) == 0) {
                Answer visitor = calls.anonymously(Map.of("id_project", Demo.PROJECT));
                token = visitor.status() == 200 ? visitor.token() : token;
            }
            if (token != null) {
                calls.customToken(token);
            }
            if (i % 5 == 0) {
                String id = UUID.randomUUID().toString();
                calls.customToken(
                        Demo.customer().claim("_id", id).sign(i % 35 == 0 ? "old" : Demo.SECRET));
            }
            if (i % 8 == 0) {
                calls.signin(Demo.AGENT, i % 24 == 0 ? "mistyped" : Demo.PASSWORD);
            }
            pause((long) (60 + 50 * Math.sin(left / 25.0)));
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
