// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a text is none, or only just one. */
class ClientAddressTest {

    @ParameterizedTest
    @CsvSource({
        "']', ']'",
        "'[]', ''",
        "'[', '['",
        "'%eth0', ''",
        "'::1%0', 0000000000000000::/64"
    })
    void cutsBracketsAndZonesOff(String text, String key) {
        assertThat(ClientAddress.key(text)).isEqualTo(key);
    }
}
