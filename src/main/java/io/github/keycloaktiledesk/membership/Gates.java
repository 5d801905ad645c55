package io.github.keycloaktiledesk.membership;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.keycloaktiledesk.outgoing.OutgoingException;
import java.net.URI;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/** The gates of this node, one for each Tiledesk server, and one in front of all. */
final class Gates {

    /**
     * In flight at once to any server: a fraction of the server's threads, of which it has 50 or
     * more.
     */
    static final int MOST = 16;

    private static final long MOST_SERVERS = 1_000;

    private final Semaphore free = new Semaphore(MOST);
    private final LoadingCache<URI, Gate> gates;

    /**
     * Nobody has called yet.
     *
     * @param nanos a clock such as {@link System#nanoTime}
     */
    Gates(LongSupplier nanos) {
        gates = Caffeine.newBuilder().maximumSize(MOST_SERVERS).build(url -> new Gate(nanos));
    }

    void pass(TiledeskAddress address, Gate.Call call) throws OutgoingException {
        if (!free.tryAcquire()) {
            throw new Gate.ClosedException("too many calls wait already");
        }
        try {
            gates.get(address.base()).pass(call);
        } finally {
            free.release();
        }
    }
}
