// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench;

import io.github.keycloaktiledesk.it.server.MeasuredServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What becomes of calls when four times as many come as can be served: with a flood of agents who
 * sign in, under several settings, and with a flood of all calls, for minutes.
 */
public final class Overload {

    /** So many times of what is served are offered. */
    static final int FACTOR = 4;

    private static final Duration WARM_UP = Duration.ofSeconds(25);
    private static final Duration CLOSED = Duration.ofSeconds(15);
    private static final Duration SIGNIN_FLOOD = Duration.ofSeconds(60);

    /** Enough to keep the processors busy, and too few to wait for long. */
    private static final int CONNECTIONS = 12;

    /** Visitors who sign in, and as many who come back, a second: what a busy site has. */
    private static final double MODEST = 10;

    /** As docs/operations.md recommends it. */
    private static final Map<String, String> RECOMMENDED =
            Map.of("http-max-queued-requests", "200");

    private static final Map<String, Map<String, String>> SETTINGS = new LinkedHashMap<>();

    static {
        SETTINGS.put(
                "no limit of ours",
                Map.of("spi-realm-restapi-extension--tiledesk--max-signins", "0"));
        SETTINGS.put(
                "no limit of ours, one hash at a time",
                Map.of(
                        "spi-realm-restapi-extension--tiledesk--max-signins",
                        "0",
                        "spi-password-hashing--argon2--cpu-cores",
                        "1"));
        SETTINGS.put(
                "no limit of ours, `http-max-queued-requests=200`",
                Map.of(
                        "spi-realm-restapi-extension--tiledesk--max-signins",
                        "0",
                        "http-max-queued-requests",
                        "200"));
        SETTINGS.put("as it comes", Map.of());
        SETTINGS.put(
                "recommended, one hash at a time",
                Map.of(
                        "http-max-queued-requests",
                        "200",
                        "spi-password-hashing--argon2--cpu-cores",
                        "1"));
    }

    private final OverloadReport report = new OverloadReport();

    private Overload() {}

    /**
     * Runs it. Of the command line {@code -Dminutes}, {@code -Dreport} and, for some of the floods
     * only, {@code -Dsettings}, a regular expression, are taken.
     *
     * @param arguments none
     * @throws IllegalStateException if a bound is broken, after the report has been written
     */
    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        Overload overload = new Overload();
        String only = System.getProperty("settings", ".*");
        SETTINGS.entrySet().stream()
                .filter(setting -> setting.getKey().matches(only))
                .forEach(setting -> overload.signins(setting.getKey(), setting.getValue()));
        overload.everything(Duration.ofMinutes(Integer.getInteger("minutes", 10)));
        Files.writeString(
                Path.of(System.getProperty("report", "bench/overload.md")), overload.report.text());
        overload.report.checkBounds();
    }

    private void signins(String name, Map<String, String> options) {
        try (MeasuredServer server = MeasuredServer.startForGood(options)) {
            LoadedRealm realm = new LoadedRealm(server);
            warmUp(realm);
            double served = served(realm, realm.signins(1));
            report.flood(
                    name,
                    served,
                    new OfferProcess(realm.base(), realm.all(FACTOR * served, MODEST, MODEST, 0))
                            .open(SIGNIN_FLOOD, line -> {}));
        }
    }

    private void everything(Duration length) {
        if (length.isZero()) {
            return;
        }
        try (MeasuredServer server = MeasuredServer.startForGood(RECOMMENDED)) {
            LoadedRealm realm = new LoadedRealm(server);
            warmUp(realm);
            double served = served(realm, mix(realm, 1));
            Vitals vitals = new Vitals(server);
            vitals.read();
            Offering offering =
                    new OfferProcess(realm.base(), mix(realm, FACTOR * served))
                            .open(length, vitals::atEndOfMinute);
            vitals.rest();
            report.everything(served, offering, vitals);
        }
    }

    /** More visitors than agents, and most of them come back. */
    private static List<Offered> mix(LoadedRealm realm, double perSecond) {
        return realm.all(perSecond * 0.1, perSecond * 0.3, perSecond * 0.4, perSecond * 0.2);
    }

    private static void warmUp(LoadedRealm realm) {
        new OfferProcess(realm.base(), mix(realm, 1)).closed(WARM_UP, CONNECTIONS);
    }

    private static double served(LoadedRealm realm, List<Offered> calls) {
        Offering offering = new OfferProcess(realm.base(), calls).closed(CLOSED, CONNECTIONS);
        if (offering.count(OfferResults.SERVED) == 0
                || offering.count(OfferResults.UNANSWERED) > 0) {
            throw new IllegalStateException("Not served: " + offering);
        }
        return offering.count(OfferResults.SERVED) / offering.seconds();
    }
}
