// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.bench.load.Offering;
import io.github.keycloaktiledesk.bench.load.Offering.Result;
import io.github.keycloaktiledesk.bench.load.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverloadBoundsTest {

    private static final int MANY = 600;

    private final List<Result> results =
            new ArrayList<>(
                    List.of(
                            result(LoadedRealm.VISITOR, Outcome.SERVED, MANY, 90),
                            result(LoadedRealm.RESUME, Outcome.SERVED, MANY, 90),
                            result(LoadedRealm.SIGNIN, Outcome.SERVED, MANY, 4000),
                            result(LoadedRealm.SIGNIN, Outcome.REFUSED, MANY, 90)));
    private final OverloadBounds bounds = new OverloadBounds();

    private static Result result(String call, Outcome outcome, long count, double p99) {
        return new Result("all", call, outcome, count, 1, p99, p99);
    }

    private static Offering offering(List<Result> results) {
        return new Offering(60, results, List.of());
    }

    private List<String> broken(boolean bounded) {
        Offering calm =
                offering(
                        List.of(
                                result(LoadedRealm.VISITOR, Outcome.SERVED, MANY, 10),
                                result(LoadedRealm.RESUME, Outcome.SERVED, MANY, 10)));
        bounds.check(new Flood("these", bounded, 30, calm, offering(results)));
        return bounds.broken();
    }

    @Test
    void agentsMayWait() {
        assertThat(broken(true)).isEmpty();
    }

    @Test
    void visitorsMayNotWait() {
        results.set(0, result(LoadedRealm.VISITOR, Outcome.SERVED, MANY, 700));

        assertThat(broken(true))
                .containsExactly(
                        "these: signinAnonymously, served: 99 of 100 took up to 700 ms in place of 550");
    }

    @Test
    void whoComesBackIsServed() {
        results.add(result(LoadedRealm.RESUME, Outcome.REFUSED, MANY, 10));

        assertThat(broken(true)).containsExactly("these: of resume only 50.0 % were served");
    }

    @Test
    void nobodyIsServedIsNotFewEnoughToPass() {
        results.remove(0);

        assertThat(broken(true)).hasSize(1);
    }

    @Test
    void refusalsAreQuickAndOurs() {
        results.set(3, result(LoadedRealm.SIGNIN, Outcome.REFUSED, MANY, 700));
        results.add(result(LoadedRealm.SIGNIN, Outcome.OTHER, 2, 10));
        results.add(result(LoadedRealm.SIGNIN, Outcome.QUEUE_FULL, 1, 10));

        assertThat(broken(true))
                .containsExactly(
                        "these: signin, refused: 99 of 100 took up to 700 ms in place of 550",
                        "these: 1 calls were queue-full: []",
                        "these: 2 calls were other: []");
    }

    @Test
    void nothingIsAskedOfSettingsWithoutBound() {
        results.clear();

        assertThat(broken(false)).isEmpty();
    }

    private List<String> broken(long heap) {
        List<Vitals.Reading> readings =
                List.of(
                        new Vitals.Reading(0, 9, 9),
                        new Vitals.Reading(50 << 20, 9, 9),
                        new Vitals.Reading(heap, 9, 9));
        bounds.check(new Mixture(250, offering(results), readings));
        return bounds.broken();
    }

    @Test
    void overloadWaitsAsLongAsAQueueAndKeepsTheHeapFlat() {
        assertThat(broken(51 << 20)).isEmpty();
    }

    @Test
    void overloadThatWaitsLongerOrFillsTheHeapIsTold() {
        results.set(2, result(LoadedRealm.SIGNIN, Outcome.SERVED, MANY, 5001));
        results.add(result(LoadedRealm.SIGNIN, Outcome.QUEUE_FULL, MANY, 5001));
        results.add(result(LoadedRealm.SIGNIN, Outcome.UNANSWERED, 1, 1));

        assertThat(broken(70 << 20)).hasSize(4);
    }
}
