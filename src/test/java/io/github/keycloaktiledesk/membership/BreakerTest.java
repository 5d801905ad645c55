// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final Breaker breaker = new Breaker(nanos::get);

    @Test
    void staysClosedWhileTheServerAnswersNowAndThen() {
        for (int i = 0; i < 20; i++) {
            assertThat(breaker.admits()).isTrue();
            breaker.end(i % Breaker.FAILURES == 0);
        }
    }

    @Test
    void letsOneTryAfterThePause() {
        fail(Breaker.FAILURES);
        assertThat(breaker.admits()).isFalse();
        pass(Breaker.PAUSE_SECONDS - 1);
        assertThat(breaker.admits()).isFalse();
        pass(1);

        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.admits()).isFalse();
        breaker.end(false);
        pass(Breaker.PAUSE_SECONDS - 1);
        assertThat(breaker.admits()).isFalse();
        pass(1);
        assertThat(breaker.admits()).isTrue();
        breaker.end(true);

        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void paysNoHeedToCallsThatWereInFlightWhenItOpened() {
        fail(Breaker.FAILURES);
        pass(Breaker.PAUSE_SECONDS - 1);
        breaker.end(false);
        pass(1);

        assertThat(breaker.admits()).isTrue();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(breaker.admits()).isTrue();
            breaker.end(false);
        }
    }

    private void pass(long seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
