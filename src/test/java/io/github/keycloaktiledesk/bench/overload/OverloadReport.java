// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.overload;

import io.github.keycloaktiledesk.bench.load.Offering;
import io.github.keycloaktiledesk.bench.load.Outcome;
import io.github.keycloaktiledesk.bench.measure.Machine;
import io.github.keycloaktiledesk.bench.measure.Options;
import java.util.List;
import java.util.stream.Collectors;

/** What {@link Overload} has seen, as text. */
final class OverloadReport {

    private final String machine = Machine.busy();
    private final StringBuilder floods = new StringBuilder();
    private final StringBuilder everything = new StringBuilder();

    void add(Flood flood) {
        String text =
                "%n### %s%n%nServed without a flood: %.0f signins a second; visitors and who came back as long as %s.%n%n%s"
                        .formatted(
                                flood.settings(),
                                flood.perSecond(),
                                p99s(flood.calm(), "all"),
                                table(flood.flood()));
        System.out.println(text);
        floods.append(text);
    }

    void add(Mixture mixture) {
        String text =
                "%nServed without overload: %.0f calls a second. For %.0f s, %d times as many were offered.%n%n%s%n%s"
                        .formatted(
                                mixture.perSecond(),
                                mixture.offering().seconds(),
                                Overload.FACTOR,
                                table(mixture.offering()),
                                vitals(mixture));
        System.out.println(text);
        everything.append(text);
    }

    private static String vitals(Mixture mixture) {
        StringBuilder text = new StringBuilder();
        text.append(
                "| minute | live heap, MiB | threads | database connections | p99 of the served, ms |%n| ---: | ---: | ---: | ---: | --- |%n"
                        .formatted());
        List<Vitals.Reading> readings = mixture.readings();
        for (int minute = 0; minute < readings.size(); minute++) {
            Vitals.Reading reading = readings.get(minute);
            text.append(
                    "| %s | %.1f | %d | %d | %s |%n"
                            .formatted(
                                    minute == readings.size() - 1 ? "after" : minute,
                                    reading.liveHeap() / 1048576.0,
                                    reading.threads(),
                                    reading.connections(),
                                    p99s(mixture.offering(), String.valueOf(minute))));
        }
        return text.toString();
    }

    private static String p99s(Offering offering, String period) {
        return offering.calls().stream()
                .map(call -> offering.of(period, call, Outcome.SERVED))
                .filter(result -> result.count() > 0)
                .map(result -> "%s %.0f".formatted(result.call(), result.p99()))
                .collect(Collectors.joining(", "));
    }

    private static String table(Offering offering) {
        StringBuilder text = new StringBuilder();
        text.append(
                "| call | outcome | a second | p50, ms | p99, ms | max, ms |%n| --- | --- | ---: | ---: | ---: | ---: |%n"
                        .formatted());
        for (String call : offering.calls()) {
            for (Outcome outcome : Outcome.values()) {
                Offering.Result result = offering.of(call, outcome);
                if (result.count() > 0) {
                    text.append(row(result, offering.seconds()));
                }
            }
        }
        offering.examples().forEach(example -> text.append("%n    %s%n".formatted(example)));
        return text.toString();
    }

    private static String row(Offering.Result result, double seconds) {
        return "| %s | %s | %.1f | %.0f | %.0f | %.0f |%n"
                .formatted(
                        result.call(),
                        result.outcome().label(),
                        result.count() / seconds,
                        result.p50(),
                        result.p99(),
                        result.max());
    }

    String text() {
        return """
                # Four times more calls than can be served

                Written by `mvn -Pbench -Dbench=Overload`, on %s, with Keycloak %s in production mode (heap 1 GiB),
                PostgreSQL and the process that makes the calls on the same machine, whose processors Keycloak gets after
                these (`nice`), as if they were elsewhere. Calls are made at their own pace, whether or not they are answered,
                on at most 2000 connections from one address; without overload there are few at a time. Times go from the request to the whole answer.

                *served* is an answer 200; *refused* an error in the shape of all our errors, with CORS; *queue-full* Keycloak's
                503 without a body, which no code of ours sees and our proxies turn into JSON; *other* an error in another shape;
                *not-sent* found all connections waiting.

                ## Agents sign in, four times more than can be served; meanwhile ten visitors a second come, and ten come back
                %s
                ## All calls, four times more than can be served, with the settings that are recommended
                %s"""
                .formatted(machine, Options.keycloakVersion(), floods, everything);
    }
}
