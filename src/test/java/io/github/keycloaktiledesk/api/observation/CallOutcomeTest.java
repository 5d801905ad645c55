// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api.observation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As the page on observability has it. */
class CallOutcomeTest {

    @ParameterizedTest
    @CsvSource({
        "200, success, false",
        "400, invalid, false",
        "413, invalid, false",
        "415, invalid, false",
        "422, invalid, false",
        "401, refused, false",
        "403, refused, false",
        "409, refused, false",
        "429, limited, false",
        "503, unavailable, true",
        "500, error, true",
        "508, error, true"
    })
    void followsTheStatus(int status, String outcome, boolean failure) {
        assertThat(CallOutcome.of(status).value()).isEqualTo(outcome);
        assertThat(CallOutcome.of(status).isFailure()).isEqualTo(failure);
    }
}
