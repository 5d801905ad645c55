// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Makes calls in their proportion, as many a second as are served. */
public final class ClosedLoop {

    /** So many for each connection are handed over at once: few, for at the end some have none. */
    private static final int CALLS = 20;

    private final URI base;
    private final int connections;

    /** Below this URL, on so many connections. */
    public ClosedLoop(URI base, int connections) {
        this.base = base;
        this.connections = connections;
    }

    /**
     * Makes them for at least so long.
     *
     * @return how many were served in a second
     * @throws IllegalStateException if one was not served
     */
    public double perSecond(List<Offered> calls, Duration length) {
        Schedule schedule = new Schedule(calls);
        double seconds = 0;
        long served = 0;
        try (LoadProcess load = LoadProcess.start(base, connections)) {
            while (seconds < length.toSeconds()) {
                List<byte[]> requests =
                        IntStream.range(0, CALLS * connections)
                                .mapToObj(i -> schedule.next().call().request(base))
                                .toList();
                seconds += load.run(requests).seconds();
                served += requests.size();
            }
        }
        return served / seconds;
    }
}
