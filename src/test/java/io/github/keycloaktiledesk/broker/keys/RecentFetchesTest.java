// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentFetchesTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE);
    private final RecentFetches recent = new RecentFetches(clock::get);

    @Test
    void pausesForTenSecondsAfterAFailure() throws KeysUnavailableException {
        recent.checkPause("a");
        assertThat(recent.failed("a", "down")).hasMessage("down");

        assertThatThrownBy(() -> recent.checkPause("a"))
                .isInstanceOfSatisfying(
                        KeysUnavailableException.class,
                        e -> assertThat(e.retryAfter()).isEqualTo(10))
                .hasMessage("down");
        recent.checkPause("b");
        passSeconds(9);
        assertThatThrownBy(() -> recent.checkPause("a"))
                .isInstanceOfSatisfying(
                        KeysUnavailableException.class,
                        e -> assertThat(e.retryAfter()).isEqualTo(1));
        passSeconds(1);
        recent.checkPause("a");
    }

    @Test
    void remembersForAMinuteThatASiteHasAnswered() {
        assertThat(recent.isFresh("a")).isFalse();
        recent.answered("a");
        passSeconds(59);
        assertThat(recent.isFresh("a")).isTrue();
        assertThat(recent.isFresh("b")).isFalse();
        passSeconds(1);
        assertThat(recent.isFresh("a")).isFalse();
    }

    /** Or sites that nobody calls any more would fill the memory. */
    @Test
    void forgetsOnlyWhatDoesNotMatterAnyMore() {
        recent.failed("a", "down");
        recent.answered("a");
        passSeconds(9);
        recent.failed("b", "down");
        recent.answered("b");

        assertThatThrownBy(() -> recent.checkPause("a")).hasMessage("down");
        assertThat(recent.isFresh("a")).isTrue();
        assertThat(recent.isFresh("b")).isTrue();
    }

    private void passSeconds(long seconds) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
