// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.overload;

import io.github.keycloaktiledesk.bench.load.ClosedLoop;
import io.github.keycloaktiledesk.bench.load.OfferProcess;
import io.github.keycloaktiledesk.bench.load.Offered;
import io.github.keycloaktiledesk.bench.load.Offering;
import io.github.keycloaktiledesk.bench.measure.Options;
import io.github.keycloaktiledesk.it.server.MeasuredServer;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
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
    private static final Duration CALM = Duration.ofSeconds(20);
    private static final Duration SIGNIN_FLOOD = Duration.ofSeconds(60);

    /** Enough to keep the processors busy, and fewer than one address has places to sign in. */
    private static final int CONNECTIONS =
            Math.min(2 * Runtime.getRuntime().availableProcessors(), 12);

    /** Visitors who sign in, and as many who come back, a second: what a busy site has. */
    private static final double MODEST = 10;

    private static final String QUEUE_BOUND = "http-max-queued-requests";
    private static final String MAX_SIGNINS = "spi-realm-restapi-extension--tiledesk--max-signins";
    private static final String HASHES = "spi-password-hashing--argon2--cpu-cores";

    private static final int QUEUE = 200;
    private static final int THREADS = 8 * Runtime.getRuntime().availableProcessors();

    /** Calls that may wait or be worked on. */
    static final int ROOM = QUEUE + THREADS;

    /** As docs/operations.md recommends it. */
    private static final Map<String, String> RECOMMENDED =
            Map.of(
                    QUEUE_BOUND,
                    String.valueOf(QUEUE),
                    "http-pool-max-threads",
                    String.valueOf(THREADS),
                    MAX_SIGNINS,
                    String.valueOf(THREADS / 2),
                    "log-level",
                    "INFO,io.quarkus.vertx.http.runtime.QuarkusErrorHandler:error");

    private static final Map<String, Map<String, String>> SETTINGS = new LinkedHashMap<>();

    static {
        SETTINGS.put("no limit of ours", Map.of(MAX_SIGNINS, "0"));
        SETTINGS.put("no limit of ours, one hash at a time", Map.of(MAX_SIGNINS, "0", HASHES, "1"));
        SETTINGS.put(
                "no limit of ours, `http-max-queued-requests=200`",
                Map.of(MAX_SIGNINS, "0", QUEUE_BOUND, String.valueOf(QUEUE)));
        SETTINGS.put("as it comes", Map.of());
        SETTINGS.put("recommended", RECOMMENDED);
    }

    private final OverloadReport report = new OverloadReport();
    private final OverloadBounds bounds = new OverloadBounds();

    private Overload() {}

    /** Runs it for as many {@code minutes} as were asked for, under these {@code settings}. */
    public static void run(Options options) throws IOException {
        Overload overload = new Overload();
        SETTINGS.entrySet().stream()
                .filter(setting -> options.settings().matcher(setting.getKey()).matches())
                .forEach(setting -> overload.signins(setting.getKey(), setting.getValue()));
        overload.everything(options.minutes());
        options.write("overload.md", overload.report.text());
        if (!overload.bounds.broken().isEmpty()) {
            throw new IllegalStateException("Out of bounds: " + overload.bounds.broken());
        }
    }

    private void signins(String name, Map<String, String> options) {
        try (MeasuredServer server = MeasuredServer.startForGood(options)) {
            LoadedRealm realm = new LoadedRealm(server);
            OfferProcess process = new OfferProcess(realm.base());
            double served = served(realm, realm.signins(1));
            Offering calm = process.offer(realm.all(0, MODEST, MODEST, 0), CALM);
            Flood flood =
                    new Flood(
                            name,
                            !"0".equals(options.get(MAX_SIGNINS)),
                            served,
                            calm,
                            process.offer(
                                    realm.all(FACTOR * served, MODEST, MODEST, 0), SIGNIN_FLOOD));
            report.add(flood);
            bounds.check(flood);
        }
    }

    private void everything(Duration length) {
        if (length.isZero()) {
            return;
        }
        try (MeasuredServer server = MeasuredServer.startForGood(RECOMMENDED)) {
            LoadedRealm realm = new LoadedRealm(server);
            double served = served(realm, mix(realm, 1));
            Vitals vitals = new Vitals(server);
            vitals.read();
            Offering offering =
                    new OfferProcess(realm.base())
                            .offer(mix(realm, FACTOR * served), length, vitals::atEndOfMinute);
            vitals.rest();
            Mixture mixture = new Mixture(served, offering, vitals.readings());
            report.add(mixture);
            bounds.check(mixture);
        }
    }

    /** More visitors than agents, and most of them come back. */
    private static List<Offered> mix(LoadedRealm realm, double perSecond) {
        return realm.all(perSecond * 0.1, perSecond * 0.3, perSecond * 0.4, perSecond * 0.2);
    }

    /** How many of these are served a second, once Java has compiled what all calls need. */
    private static double served(LoadedRealm realm, List<Offered> calls) {
        ClosedLoop loop = new ClosedLoop(realm.base(), CONNECTIONS);
        loop.perSecond(mix(realm, 1), WARM_UP);
        return loop.perSecond(calls, CLOSED);
    }
}
