// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.Config;

/** The server option {@code failed-signin-status}: what {@code init} throws stops the server. */
class TiledeskResourceProviderFactoryTest {

    private static final String OPTION = "failed-signin-status";

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"401", "403"})
    void takesOneOfTwoStatuses(String value) {
        assertThatCode(() -> init(value)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"200", "400", "500", "-1"})
    void stopsTheServerForAnyOther(String value) {
        assertThatThrownBy(() -> init(value))
                .hasMessageContaining(OPTION)
                .hasMessageContaining("401")
                .hasMessageContaining("403");
    }

    private static void init(String value) {
        new TiledeskResourceProviderFactory()
                .init(
                        new Config.SystemPropertiesScope("none.") {
                            @Override
                            public String get(String key) {
                                return OPTION.equals(key) ? value : null;
                            }
                        });
    }
}
