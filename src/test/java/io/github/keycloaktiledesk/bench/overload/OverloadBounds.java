// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.overload;

import io.github.keycloaktiledesk.bench.load.Offering;
import io.github.keycloaktiledesk.bench.load.Offering.Result;
import io.github.keycloaktiledesk.bench.load.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Bounds of what {@link Overload} sees. They are wide, for a machine that does other things as
 * well, and relative to what was measured there without overload.
 */
final class OverloadBounds {

    /** So many times as long as in a calm may take who is served in a flood, and the next. */
    private static final double MOST_TIMES = 5;

    /** Milliseconds more: where a calm one takes a few, ten times that is nothing. */
    private static final double MORE_MILLIS = 500;

    /** Of those who were not to be starved, this share is served. */
    private static final double LEAST_SERVED = 0.99;

    /** So many times as long as a full queue takes may take who is served under overload. */
    private static final double MOST_QUEUES = 5;

    /** So much more than after the first minute may be in use at the end. */
    private static final long MOST_GROWTH = 16 << 20;

    private final List<String> broken = new ArrayList<>();

    /** Agents cannot starve visitors, and their own refusals are quick and ours. */
    void check(Flood flood) {
        if (!flood.bounded()) {
            return;
        }
        Offering all = flood.flood();
        double longest = 0;
        for (String call : List.of(LoadedRealm.VISITOR, LoadedRealm.RESUME)) {
            double most = MOST_TIMES * flood.calm().of(call, Outcome.SERVED).p99() + MORE_MILLIS;
            longest = Math.max(longest, most);
            quick(flood.settings(), all.of(call, Outcome.SERVED), most);
            double served = (double) all.of(call, Outcome.SERVED).count() / all.count(call);
            if (!(served >= LEAST_SERVED)) {
                broken.add(
                        "%s: of %s only %.1f %% were served"
                                .formatted(flood.settings(), call, 100 * served));
            }
        }
        Result refused = all.of(LoadedRealm.SIGNIN, Outcome.REFUSED);
        if (refused.count() == 0) {
            broken.add(flood.settings() + ": no agent was refused, so it was no flood");
        }
        quick(flood.settings(), refused, longest);
        none(flood.settings(), all, Outcome.QUEUE_FULL);
        answersAreOurs(flood.settings(), all);
    }

    /** Who is served waits no longer than a queue has room, and the heap stays flat. */
    void check(Mixture mixture) {
        double most = MOST_QUEUES * 1000 * Overload.ROOM / mixture.perSecond();
        Offering all = mixture.offering();
        for (String call : all.calls()) {
            Result served = all.of(call, Outcome.SERVED);
            if (served.count() == 0) {
                broken.add("no " + call + " was served");
            }
            for (Outcome outcome : List.of(Outcome.SERVED, Outcome.REFUSED, Outcome.QUEUE_FULL)) {
                quick("all calls", all.of(call, outcome), most);
            }
        }
        answersAreOurs("all calls", all);
        long growth = mixture.last().liveHeap() - mixture.first().liveHeap();
        if (growth > MOST_GROWTH) {
            broken.add("the heap grew by %,d bytes".formatted(growth));
        }
    }

    private void quick(String where, Result result, double most) {
        if (result.p99() > most) {
            broken.add(
                    "%s: %s, %s: 99 of 100 took up to %.0f ms in place of %.0f"
                            .formatted(
                                    where,
                                    result.call(),
                                    result.outcome().label(),
                                    result.p99(),
                                    most));
        }
    }

    /** But for those of Keycloak's own queue, which ask no code of ours. */
    private void answersAreOurs(String where, Offering offering) {
        none(where, offering, Outcome.OTHER);
        none(where, offering, Outcome.UNANSWERED);
    }

    private void none(String where, Offering offering, Outcome outcome) {
        if (offering.count(outcome) > 0) {
            broken.add(
                    "%s: %d calls were %s: %s"
                            .formatted(
                                    where,
                                    offering.count(outcome),
                                    outcome.label(),
                                    offering.examples()));
        }
    }

    /** What is out of bounds. */
    List<String> broken() {
        return List.copyOf(broken);
    }
}
