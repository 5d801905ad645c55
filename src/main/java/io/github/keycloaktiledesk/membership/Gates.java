// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.membership;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.keycloaktiledesk.outgoing.OutgoingException;
import java.net.URI;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * The gates of this node, one for each realm and Tiledesk server, and one in front of all. What a
 * realm's settings bring about, such as a short time limit, is not held against another's.
 */
final class Gates {

    /**
     * In flight at once to any server: a fraction of the server's threads, of which it has 50 or
     * more.
     */
    static final int MOST = 16;

    private static final long MOST_KEPT = 1_000;

    private final Semaphore free = new Semaphore(MOST);
    private final LoadingCache<Key, Gate> gates;

    private record Key(String realmId, URI server) {}

    /**
     * Nobody has called yet.
     *
     * @param nanos a clock such as {@link System#nanoTime}
     */
    Gates(LongSupplier nanos) {
        gates = Caffeine.newBuilder().maximumSize(MOST_KEPT).build(key -> new Gate(nanos));
    }

    void pass(String realmId, TiledeskAddress address, Gate.Call call) throws OutgoingException {
        if (!free.tryAcquire()) {
            throw new Gate.ClosedException("too many calls wait already");
        }
        try {
            gates.get(new Key(realmId, address.base())).pass(call);
        } finally {
            free.release();
        }
    }
}
