// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.contract.Contract;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every recorded call is answered as recorded, or as our table of differences says. Neither a new
 * difference nor one that is gone stays unnoticed.
 */
@Tag("container")
class ContractIT {

    private static Contract contract;

    @BeforeAll
    static void start() {
        contract = new Contract();
    }

    @AfterAll
    static void stop() {
        contract.close();
    }

    @TestFactory
    Stream<DynamicTest> isKept() {
        return contract.cases().stream()
                .map(
                        recorded ->
                                DynamicTest.dynamicTest(
                                        recorded.id() + ": " + recorded.title(),
                                        () ->
                                                assertThat(contract.check(recorded))
                                                        .as(recorded.id())
                                                        .isEmpty()));
    }

    @Test
    void hasEveryListedDifference() {
        assertThat(contract.errorsOfTable()).isEmpty();
    }
}
