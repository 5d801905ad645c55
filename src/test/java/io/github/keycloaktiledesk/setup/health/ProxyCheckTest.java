// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.setup.health.Finding.State;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyCheckTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', OK",
        "'', 10.0.0.1, OK",
        "xforwarded, '', RISK",
        "forwarded, ' ', RISK",
        "xforwarded, 10.0.0.0/8, OK"
    })
    void believesNamedProxiesOnly(String headers, String trusted, State state) {
        assertThat(new ProxyCheck(headers, trusted).run())
                .singleElement()
                .extracting(Finding::state)
                .isEqualTo(state);
    }
}
