// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.Config;

/** The server options: what {@code init} throws stops the server. */
class TiledeskResourceProviderFactoryTest {

    private static final String STATUS = "failed-signin-status";
    private static final String MOST = "max-signins";

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"401", "403"})
    void takesOneOfTwoStatuses(String value) {
        assertThatCode(() -> init(STATUS, value)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"200", "400", "500", "-1"})
    void stopsTheServerForAnyOther(String value) {
        assertThatThrownBy(() -> init(STATUS, value))
                .hasMessageContaining(STATUS)
                .hasMessageContaining("401")
                .hasMessageContaining("403");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"0", "1", "500"})
    void takesAnyNumberOfSigninsAtOnce(String value) {
        assertThatCode(() -> init(MOST, value)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-25"})
    void stopsTheServerForFewerThanNone(String value) {
        assertThatThrownBy(() -> init(MOST, value))
                .hasMessageContaining(MOST)
                .hasMessageContaining("0 or more");
    }

    private static void init(String option, String value) {
        new TiledeskResourceProviderFactory()
                .init(
                        new Config.SystemPropertiesScope("none.") {
                            @Override
                            public String get(String key) {
                                return option.equals(key) ? value : null;
                            }
                        });
    }
}
