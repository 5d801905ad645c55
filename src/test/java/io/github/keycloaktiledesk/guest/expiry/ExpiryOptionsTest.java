// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.Config;

class ExpiryOptionsTest {

    private static final String PREFIX = "tests.expiry-options.";

    @Test
    void haveDefaults() {
        assertThat(of(Map.of())).isEqualTo(new ExpiryOptions(3600, 50, 50));
    }

    @ParameterizedTest
    @CsvSource({
        "expiry-interval, 0, 604800",
        "expiry-batch-size, 1, 1000",
        "expiry-rate, 1, 1000000"
    })
    void areWithinTheirBounds(String name, int least, int most) {
        assertThat(of(Map.of(name, least)).toString()).contains("=" + least);
        assertThat(of(Map.of(name, most)).toString()).contains("=" + most);
        for (int beyond : new int[] {least - 1, most + 1}) {
            assertThatThrownBy(() -> of(Map.of(name, beyond)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "spi-authenticator--tiledesk-guest--%s must be from %d to %d"
                                    .formatted(name, least, most));
        }
    }

    private static ExpiryOptions of(Map<String, Integer> options) {
        options.forEach((name, value) -> System.setProperty(PREFIX + name, value.toString()));
        try {
            return ExpiryOptions.of(new Config.SystemPropertiesScope(PREFIX));
        } finally {
            options.keySet().forEach(name -> System.clearProperty(PREFIX + name));
        }
    }
}
