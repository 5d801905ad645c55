// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Offers calls to a server, in a process of its own that needs nothing but the JDK: as many a
 * second as it was told, whether or not the server keeps up (an open loop). Its standard input has
 * the calls, see {@link Offered#parse}; its standard output is what came of them, see {@link
 * OfferResults}.
 */
final class Offer {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    /** Few, so that a thousand answers at once do not take the server its processors. */
    private static final int THREADS = 2;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .executor(Executors.newFixedThreadPool(THREADS))
                    .build();
    private final OfferResults results = new OfferResults();
    private final URI base;
    private final int connections;
    private final Semaphore free;

    private Offer(URI base, int connections) {
        this.base = base;
        this.connections = connections;
        this.free = new Semaphore(connections);
    }

    /**
     * Offers calls.
     *
     * @param arguments the base URL; for how many seconds; how many connections at most
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<Offered> calls =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                        .lines()
                        .map(Offered::parse)
                        .toList();
        Offer offer = new Offer(URI.create(arguments[0]), Integer.parseInt(arguments[2]));
        offer.run(calls, Long.parseLong(arguments[1]));
        // Connections that are still open would keep the process alive.
        System.exit(0);
    }

    private void run(List<Offered> calls, long seconds) throws InterruptedException {
        Schedule schedule = new Schedule(calls);
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        long nextMinute = begin + TimeUnit.MINUTES.toNanos(1);
        while (System.nanoTime() < end) {
            if (System.nanoTime() >= nextMinute) {
                results.endMinute();
                nextMinute += TimeUnit.MINUTES.toNanos(1);
            }
            Schedule.Due due = schedule.next();
            TimeUnit.NANOSECONDS.sleep(begin + due.nanos() - System.nanoTime());
            if (free.tryAcquire()) {
                send(due.call());
            } else {
                results.notSent(due.call().name());
            }
        }
        free.tryAcquire(connections, TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        results.endAll(Duration.ofNanos(end - begin));
    }

    private void send(Offered call) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + call.path()))
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .header("Origin", "https://shop.example.test")
                        .POST(BodyPublishers.ofString(call.body()));
        if (!call.authorization().isEmpty()) {
            request.header("Authorization", call.authorization());
        }
        long begin = System.nanoTime();
        http.sendAsync(request.build(), BodyHandlers.ofString())
                .whenComplete((answer, failure) -> done(call, begin, answer, failure));
    }

    private void done(Offered call, long begin, HttpResponse<String> answer, Throwable failure) {
        try {
            results.answered(call.name(), System.nanoTime() - begin, answer, failure);
        } finally {
            free.release();
        }
    }
}
