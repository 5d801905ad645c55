// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.server.SetupCalls.findings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.keycloaktiledesk.compatibility.BuildInfo;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.KeycloakJars;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.SetupCalls;
import io.github.keycloaktiledesk.it.server.StoppableServer;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.jose.jws.crypto.HashUtils;
import org.keycloak.migration.ModelVersion;

/**
 * A Keycloak that we are not made for: the one of the tests, which is made to say so, or with
 * {@code -Dkeycloak.version=} a real one that is too old.
 */
@Tag("distribution")
@Tag("slow")
class UnsupportedKeycloakIT {

    private static final String VERSION = System.getProperty("keycloak.version");
    private static final String NEWER = "999.0.0-SNAPSHOT";

    @Test
    void isRefusedWhereItIsTooOld() {
        try (StoppableServer server = StoppableServer.create()) {
            String version = VERSION;
            if (!isTooOld()) {
                version = "26.5.7";
                new KeycloakJars(server.home()).version(version);
            }

            String output = server.run("! bin/kc.sh build 2>&1", Map.of());

            List<String> lines =
                    output.lines()
                            .filter(Predicate.not(String::isBlank))
                            // Keycloak's own, after each error.
                            .filter(line -> !line.contains("'--verbose'"))
                            .toList();
            assertThat(lines.get(lines.size() - 1))
                    .matches(
                            ".*ERROR: Keycloak Tiledesk \\S+ does not run on Keycloak \\Q%s\\E\\. It serves Keycloak 26\\.\\d+ to 26\\.\\d+: .*docs/compatibility\\.md.*"
                                    .formatted(version));
        }
    }

    /** What is gone is known from the start, and where it is reached the call says so. */
    @Test
    void isWarnedOfWhereItIsNewer() {
        assumeFalse(isTooOld(), "a real one that is too old is refused");
        try (StoppableServer server = StoppableServer.create()) {
            KeycloakJars jars = new KeycloakJars(server.home());
            jars.version(NEWER);
            jars.remove("core", HashUtils.class, "sha256UrlEncodedHash");
            KeycloakServer started = server.start();

            assertThat(started.log())
                    .contains("Keycloak " + NEWER + " was not tried with Keycloak Tiledesk")
                    // An older one that says that it is newer lacks more.
                    .containsPattern("Keycloak " + NEWER + " lacks \\d+ of what Keycloak Tiledesk")
                    .contains(
                            "org.keycloak.jose.jws.crypto.HashUtils.sha256UrlEncodedHash(java.lang.String,java.nio.charset.Charset)");
            try (TestRealm realm =
                    TestRealm.createOn(started, RealmParts.providerWith("singleUse", "true"))) {
                checkHealth(started, realm);
                checkCalls(started, realm.calls());
            }
        }
    }

    /** The other parts of the report are told as ever. */
    @Test
    void isNotJudgedWhereThatIsSwitchedOff() {
        assumeFalse(isTooOld(), "a real one that is too old is refused");
        try (StoppableServer server = StoppableServer.create()) {
            new KeycloakJars(server.home()).version(NEWER);
            KeycloakServer started =
                    server.start(Map.of("spi-tiledesk-compatibility--tiledesk--enabled", "false"));

            assertThat(started.log()).doesNotContain("was not tried");
            try (TestRealm realm = TestRealm.createOn(started, rep -> {})) {
                String token = started.admin().tokenManager().getAccessTokenString();
                Answer report = SetupCalls.by(realm, token).report();
                assertThat(report.status()).as(report.text()).isEqualTo(200);
                assertThat(findings(report, "ok"))
                        .anyMatch(part -> part.startsWith("clock: "))
                        .noneMatch(part -> part.startsWith("keycloak: "));
                assertThat(findings(report, "risk"))
                        .noneMatch(part -> part.startsWith("keycloak: "));
            }
        }
    }

    private static void checkHealth(KeycloakServer server, TestRealm realm) {
        String token = server.admin().tokenManager().getAccessTokenString();
        assertThat(findings(SetupCalls.by(realm, token).report(), "risk"))
                .filteredOn(risk -> risk.startsWith("keycloak: "))
                .hasSize(2)
                .anyMatch(risk -> risk.contains(NEWER + " was not tried"))
                .anyMatch(risk -> risk.contains("HashUtils.sha256UrlEncodedHash"));
    }

    private static void checkCalls(KeycloakServer server, Calls calls) {
        assertThat(calls.anonymously(Map.of("id_project", Demo.PROJECT)).status()).isEqualTo(200);

        // A token that counts once is remembered by its hash.
        Answer answer = calls.customToken(Demo.customer().claim("jti", "1").sign(Demo.SECRET));
        String message = ErrorAnswer.check(answer, 500);
        assertThat(message).startsWith("Internal error ");
        assertThat(server.log())
                .contains(message.replace("Internal", "Unexpected"))
                .contains("java.lang.NoSuchMethodError");
    }

    private static boolean isTooOld() {
        ModelVersion oldest = new ModelVersion(BuildInfo.read().get("Oldest Keycloak"));
        ModelVersion ours = new ModelVersion(VERSION);
        return ours.lessThan(new ModelVersion(oldest.getMajor(), oldest.getMinor(), 0));
    }
}
