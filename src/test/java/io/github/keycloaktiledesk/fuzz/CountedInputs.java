// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;

/** A fuzz test that sees to it that Jazzer has really made up inputs. */
public abstract class CountedInputs {

    private static long count;

    /** Counts an input, however much is tried with it. */
    protected static void countInput() {
        count++;
    }

    /** As many as Jazzer was asked for, which without an agent would be the seeds only. */
    @AfterAll
    protected static void ranAsOftenAsAsked() {
        String asked = System.getenv("JAZZER_MAX_EXECUTIONS");
        assertThat(count).isGreaterThanOrEqualTo(asked == null ? 1 : Long.parseLong(asked));
    }
}
