// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final CountDownLatch stop = new CountDownLatch(1);

    @Test
    void holdsARunBackToItsRate() {
        Pace pace = new Pace(new ExpiryOptions(3600, 50, 100), stop);

        assertThat(pace.awaitTurn(20)).isTrue();
        assertThat(pace.millis()).isLessThan(150);
        assertThat(pace.awaitTurn(20)).isTrue();

        assertThat(pace.millis()).isGreaterThanOrEqualTo(200);
    }

    @Test
    void endsARunThatWouldTakeTooLong() {
        Pace pace = new Pace(new ExpiryOptions(1, 50, 100), stop);

        assertThat(pace.awaitTurn(80)).isTrue();
        assertThat(pace.awaitTurn(1)).isFalse();
    }

    @Test
    void endsARunWhenTheServerStops() {
        Pace pace = new Pace(new ExpiryOptions(3600, 50, 1), stop);
        assertThat(pace.awaitTurn(50)).isTrue();

        stop.countDown();

        assertThat(pace.awaitTurn(50)).isFalse();
        assertThat(pace.millis()).isLessThan(5000);
    }

    @Test
    void endsARunThatIsInterrupted() {
        Pace pace = new Pace(new ExpiryOptions(3600, 50, 1), stop);
        assertThat(pace.awaitTurn(50)).isTrue();

        Thread.currentThread().interrupt();

        assertThat(pace.awaitTurn(50)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void neverHasMoreAtOnceThanASecondMaySee() {
        assertThat(new ExpiryOptions(3600, 50, 20).mostAtOnce()).isEqualTo(20);
        assertThat(new ExpiryOptions(3600, 10, 20).mostAtOnce()).isEqualTo(10);
    }
}
