// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.api.SigninLimit.Place;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How many sign in at once. */
class SigninLimitTest {

    private static final String ADDRESS = "192.0.2.1";

    @Test
    void refusesWhoIsOneTooMany() {
        SigninLimit limit = new SigninLimit(4);

        assertThat(enter(limit, "demo", "192.0.2.1", "192.0.2.2")).containsOnly(true);
        assertThat(enter(limit, "other", "192.0.2.3", "192.0.2.4", "192.0.2.5"))
                .containsExactly(true, true, false);
    }

    @Test
    void leavesHalfToOtherAddresses() {
        SigninLimit limit = new SigninLimit(4);

        assertThat(enter(limit, "demo", ADDRESS, ADDRESS, ADDRESS))
                .containsExactly(true, true, false);
        assertThat(enter(limit, "other", ADDRESS, "192.0.2.2")).containsExactly(false, true);
    }

    @Test
    void takesANetworkForAnAddress() {
        SigninLimit limit = new SigninLimit(2);

        assertThat(enter(limit, "demo", "2001:db8::1", "2001:db8::2", "2001:db8:0:1::1"))
                .containsExactly(true, false, true);
    }

    @Test
    void leavesAQuarterToOtherRealms() {
        SigninLimit limit = new SigninLimit(4);

        assertThat(enter(limit, "demo", "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"))
                .containsExactly(true, true, true, false);
        assertThat(enter(limit, "other", "192.0.2.4")).containsExactly(true);
    }

    @Test
    void letsTheNextInWhereOneHasLeft() {
        SigninLimit limit = new SigninLimit(1);
        try (Place first = limit.enter("demo", ADDRESS);
                Place second = limit.enter("demo", ADDRESS)) {
            assertThat(first.isFree()).isTrue();
            assertThat(second.isFree()).isFalse();
        }

        assertThat(limit.isUnused()).isTrue();
        assertThat(enter(limit, "demo", ADDRESS)).containsExactly(true);
    }

    @Test
    void remembersNobodyWhomItRefuses() {
        SigninLimit limit = new SigninLimit(2);
        List<Place> places =
                Stream.of("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.3", "192.0.2.2")
                        .map(address -> limit.enter("demo", address))
                        .toList();

        places.forEach(Place::close);

        assertThat(limit.isUnused()).isTrue();
    }

    @Test
    void losesNoPlaceToThreads() throws Exception {
        SigninLimit limit = new SigninLimit(2);
        CountDownLatch begin = new CountDownLatch(1);
        var threads = Executors.newFixedThreadPool(8);
        try {
            List<? extends Future<?>> all =
                    IntStream.range(0, 8)
                            .mapToObj(
                                    i ->
                                            threads.submit(
                                                    () -> {
                                                        begin.await();
                                                        for (int n = 0; n < 10_000; n++) {
                                                            limit.enter("demo" + n % 3, "a" + i)
                                                                    .close();
                                                        }
                                                        return null;
                                                    }))
                            .toList();
            begin.countDown();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(limit.isUnused()).isTrue();
    }

    @Test
    void doesNothingWhereThereIsNone() {
        SigninLimit limit = new SigninLimit(0);

        assertThat(enter(limit, "demo", ADDRESS, ADDRESS, ADDRESS)).containsOnly(true);
        assertThat(limit.isUnused()).isTrue();
    }

    private static List<Boolean> enter(SigninLimit limit, String realm, String... addresses) {
        return Stream.of(addresses).map(address -> limit.enter(realm, address).isFree()).toList();
    }
}
