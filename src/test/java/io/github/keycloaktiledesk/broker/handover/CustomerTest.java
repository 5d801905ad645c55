// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.handover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page calls people. */
class CustomerTest {

    @ParameterizedTest
    @CsvSource({"Eva, Demo, Eva Demo", "Eva,, Eva", ", Demo, Demo", ",, the-id", "'','', the-id"})
    void isTheNamesThatThereAre(String firstname, String lastname, String name) {
        assertThat(Customer.name(firstname, lastname, "the-id")).isEqualTo(name);
    }
}
