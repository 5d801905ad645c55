// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/** How many guests there have been since it began. */
final class Window {

    private final Duration length;
    private final Ticker clock;
    private final long begin;
    private int guests;

    private Window(Duration length, Ticker clock) {
        this.length = length;
        this.clock = clock;
        this.begin = clock.read();
    }

    /**
     * A window for each key, in this node's memory. It begins when it is first asked for, and is
     * forgotten when it ends.
     *
     * @param length how long each lasts
     * @param most how many are remembered; one that has to make room for another begins anew
     * @param clock how time passes; not the time of day, which may be set
     */
    static <K> LoadingCache<K, Window> each(Duration length, long most, Ticker clock) {
        // None is ever replaced, so this long after the write is this long after the beginning.
        return Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(length)
                .ticker(clock)
                .executor(Runnable::run)
                .build(key -> new Window(length, clock));
    }

    /** Counts one more guest, unless there are as many as may be. */
    synchronized boolean take(int most) {
        if (guests >= most) {
            return false;
        }
        guests++;
        return true;
    }

    /** Takes back one who was counted here for nothing. */
    synchronized void giveBack() {
        guests--;
    }

    Duration left() {
        return length.minusNanos(clock.read() - begin);
    }
}
