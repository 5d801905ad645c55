// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** How many sign in at once. */
class SigninLimitTest {

    private static final Answer DONE = Answer.error(401, "done");

    @Test
    void refusesWhoIsOneTooMany() {
        SigninLimit limit = new SigninLimit(2);

        Answer third = limit.admit(() -> limit.admit(() -> limit.admit(() -> DONE)));

        assertThat(third.status()).isEqualTo(503);
        assertThat(third.retryAfter()).isEqualTo("5");
    }

    @Test
    void letsTheNextInAfterEach() {
        SigninLimit limit = new SigninLimit(1);

        assertThat(limit.admit(() -> limit.admit(() -> DONE)).status()).isEqualTo(503);
        assertThat(limit.admit(() -> DONE)).isEqualTo(DONE);
        assertThatThrownBy(
                        () ->
                                limit.admit(
                                        () -> {
                                            throw new IllegalStateException();
                                        }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(limit.admit(() -> DONE)).isEqualTo(DONE);
    }

    @Test
    void doesNothingWhereThereIsNone() {
        SigninLimit limit = new SigninLimit(0);

        assertThat(limit.admit(() -> limit.admit(() -> limit.admit(() -> DONE)))).isEqualTo(DONE);
    }
}
