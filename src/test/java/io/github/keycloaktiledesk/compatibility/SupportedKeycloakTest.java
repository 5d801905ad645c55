// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.compatibility.SupportedKeycloak.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SupportedKeycloakTest {

    private static final SupportedKeycloak SUPPORTED = new SupportedKeycloak("26.6.4", "26.7.4");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "26.6.4",
                "26.6.12",
                "26.7.0",
                "26.7.4",
                "26.7.99",
                "26.6.4.redhat-00001",
                "26.7.4.something",
                "26.7.4-SNAPSHOT"
            })
    void isOfAMinorThatWasTried(String version) {
        assertThat(SUPPORTED.of(version)).isEqualTo(Standing.SUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"26.5.7", "26.5.99.redhat-00001", "26.0.8", "25.0.6", "9.0.3", "4.8.3"})
    void isTooOld(String version) {
        assertThat(SUPPORTED.of(version)).isEqualTo(Standing.TOO_OLD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "26.6.0",
                "26.6.3.redhat-00002",
                "26.8.0",
                "26.10.1",
                "27.0.0",
                "27",
                "999.0.0-SNAPSHOT",
                "UNKNOWN",
                ""
            })
    void isNotTried(String version) {
        assertThat(SUPPORTED.of(version)).isEqualTo(Standing.UNTRIED);
    }

    @ParameterizedTest
    @CsvSource({"26.6.4,26.7.4,26.6 to 26.7", "26.7.0,26.7.4,26.7"})
    void namesItsMinors(String oldest, String newest, String range) {
        assertThat(new SupportedKeycloak(oldest, newest).range()).isEqualTo(range);
    }

    /** What Maven has written is what the rule can read. */
    @Test
    void holdsWhatWeAreBuiltAgainst() {
        SupportedKeycloak ours = BuildInfo.keycloak();

        assertThat(ours.of(ours.oldest())).isEqualTo(Standing.SUPPORTED);
        assertThat(ours.of(ours.newest())).isEqualTo(Standing.SUPPORTED);
        assertThat(ours.of("999.0.0-SNAPSHOT")).isEqualTo(Standing.UNTRIED);
        assertThat(BuildInfo.version()).matches("\\d+[.]\\d+[.]\\d+(-SNAPSHOT)?");
    }
}
