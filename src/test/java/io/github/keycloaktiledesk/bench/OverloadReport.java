// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench;

import java.util.ArrayList;
import java.util.List;

/** What {@link Overload} has seen, as text, and whether that is within bounds. */
final class OverloadReport {

    /** Within which 99 of 100 calls that are served have to be, in milliseconds. */
    private static final double MOST_MILLIS = 5000;

    /** So much more than after the first minute may be in use at the end. */
    private static final long MOST_GROWTH = 16 << 20;

    private static final List<String> OUTCOMES =
            List.of(
                    OfferResults.SERVED,
                    OfferResults.REFUSED,
                    OfferResults.OTHER,
                    OfferResults.UNANSWERED,
                    OfferResults.NOT_SENT);

    private final StringBuilder floods = new StringBuilder();
    private final StringBuilder everything = new StringBuilder();
    private final List<String> broken = new ArrayList<>();

    void flood(String name, double served, Offering offering) {
        StringBuilder text = new StringBuilder();
        text.append(
                "%n### %s%n%nServed without overload: %.0f signins a second.%n%n"
                        .formatted(name, served));
        table(text, offering);
        floods.append(text);
        System.out.println(text);
    }

    void everything(double served, Offering offering, Vitals vitals) {
        everything.append(
                "%nServed without overload: %.0f calls a second. For %.0f s, %d times as many were offered.%n%n"
                        .formatted(served, offering.seconds(), Overload.FACTOR));
        table(everything, offering);
        long refused = offering.count(OfferResults.REFUSED) + offering.count(OfferResults.OTHER);
        everything.append(
                "%nRefusals in the shape of all errors: %.1f %%.%n"
                        .formatted(
                                100.0
                                        * offering.count(OfferResults.REFUSED)
                                        / Math.max(1, refused)));
        everything.append(
                "%n| minute | live heap, MiB | threads | database connections | p99 of the served, ms |%n| ---: | ---: | ---: | ---: | --- |%n");
        List<Vitals.Reading> readings = vitals.readings();
        for (int minute = 0; minute < readings.size(); minute++) {
            Vitals.Reading reading = readings.get(minute);
            everything.append(
                    "| %s | %.1f | %d | %d | %s |%n"
                            .formatted(
                                    minute == readings.size() - 1 ? "after" : minute,
                                    reading.liveHeap() / 1048576.0,
                                    reading.threads(),
                                    reading.connections(),
                                    p99s(offering, minute)));
        }
        System.out.println(everything);
        check(offering, readings);
    }

    private static String p99s(Offering offering, int minute) {
        return String.join(
                ", ",
                offering.calls().stream()
                        .map(call -> offering.of(minute, call, OfferResults.SERVED))
                        .filter(result -> result.count() > 0)
                        .map(result -> "%s %.0f".formatted(result.call(), result.p99()))
                        .toList());
    }

    private static void table(StringBuilder text, Offering offering) {
        text.append(
                "| call | outcome | a second | p50, ms | p99, ms | max, ms |%n| --- | --- | ---: | ---: | ---: | ---: |%n"
                        .formatted());
        for (String call : offering.calls()) {
            for (String outcome : OUTCOMES) {
                Offering.Result result = offering.of(call, outcome);
                if (result.count() > 0) {
                    text.append(
                            "| %s | %s | %.1f | %.0f | %.0f | %.0f |%n"
                                    .formatted(
                                            call,
                                            outcome,
                                            result.count() / offering.seconds(),
                                            result.p50(),
                                            result.p99(),
                                            result.max()));
                }
            }
        }
        offering.examples().forEach(example -> text.append("%n    %s%n".formatted(example)));
    }

    private void check(Offering offering, List<Vitals.Reading> readings) {
        for (String call : offering.calls()) {
            Offering.Result served = offering.of(call, OfferResults.SERVED);
            if (served.count() == 0) {
                broken.add("no " + call + " was served");
            }
            if (served.p99() > MOST_MILLIS) {
                broken.add("%s took %.0f ms".formatted(call, served.p99()));
            }
        }
        long growth =
                readings.get(readings.size() - 1).liveHeap()
                        - readings.get(Math.min(1, readings.size() - 1)).liveHeap();
        if (growth > MOST_GROWTH) {
            broken.add("the heap grew by %d bytes".formatted(growth));
        }
        if (offering.count(OfferResults.UNANSWERED) > 0) {
            broken.add("calls were not answered: " + offering.examples());
        }
    }

    String text() {
        return """
                # Four times more calls than can be served

                Written by `mvn -Pbench -Dbench=Overload`, on %d cores, with Keycloak %s in production mode (heap 1 GiB),
                PostgreSQL and the process that makes the calls on the same machine. Calls are made at their own pace,
                whether or not they are answered, on at most 2000 connections; of those served without overload there are a
                dozen at a time. *served* is an answer 200; *refused* an error in the shape of all our errors, with CORS;
                *other* an error in another shape; *not-sent* found all connections waiting. Times go from the request to the
                whole answer.

                ## Agents sign in, four times more than can be served; meanwhile ten visitors a second come, and ten come back
                %s
                ## All calls, four times more than can be served
                %s"""
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("keycloak.version"),
                        floods,
                        everything);
    }

    /** Whether all was within bounds. */
    void checkBounds() {
        if (!broken.isEmpty()) {
            throw new IllegalStateException("Out of bounds: " + broken);
        }
    }
}
