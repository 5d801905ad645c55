// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.keys;

import io.github.keycloaktiledesk.outgoing.OutgoingException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The fetches of this node: one at a time for each provider, for which only a few calls wait. So an
 * endpoint that does not answer costs its own project one wait now and then, and other projects
 * nothing. A provider whose settings are changed is another site, but while its old site is asked,
 * Keycloak's cache has everybody wait who wants keys of the provider: so nobody may ask it.
 */
final class Fetches {

    /** Calls that wait for one provider's fetch, besides the one that fetches. */
    private static final int MOST_WAITING = 4;

    /**
     * Calls that fetch or wait for any provider: a fraction of the server's threads, of which it
     * has 50 or more.
     */
    private static final int MOST_OF_ALL = 16;

    private static final long BUSY_SECONDS = JwksRequest.SECONDS;

    private final RecentFetches recent;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Semaphore all = new Semaphore(MOST_OF_ALL);
    private final Map<String, Running> running = new ConcurrentHashMap<>();

    /**
     * Nobody fetches yet.
     *
     * @param recent where failures are noted and heeded
     */
    Fetches(RecentFetches recent) {
        this.recent = recent;
    }

    /** A fetch that is under way, and the keys as they were before it. */
    private static final class Running {

        private final String site;
        private final PublicKeys before;
        private final AtomicInteger waiting = new AtomicInteger();
        private final CompletableFuture<PublicKeys> after = new CompletableFuture<>();

        Running(String site, PublicKeys before) {
            this.site = site;
            this.before = before;
        }
    }

    /** What a fetch does. */
    @FunctionalInterface
    interface Work {

        PublicKeys fetch() throws OutgoingException;
    }

    /**
     * Looks into the cache, and never waits: while somebody fetches, the cache would have the
     * reader wait too, so the keys from before are the answer.
     *
     * @param provider what the cache keeps the keys under
     */
    PublicKeys cached(String provider, Supplier<PublicKeys> cache) {
        lock.readLock().lock();
        try {
            Running fetch = running.get(provider);
            return fetch == null ? cache.get() : fetch.before;
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Fetches, or waits for whoever fetches already.
     *
     * @param provider what the cache keeps the keys under
     * @param site where they come from: the provider with its present settings
     * @param cache the keys from before; asked while nobody fetches
     */
    PublicKeys fetch(String provider, String site, Supplier<PublicKeys> cache, Work work)
            throws KeysUnavailableException {
        recent.checkPause(site);
        if (!all.tryAcquire()) {
            throw new KeysUnavailableException("too many calls wait for keys", BUSY_SECONDS);
        }
        try {
            Running own = null;
            Running fetch;
            lock.writeLock().lock();
            try {
                fetch = running.get(provider);
                if (fetch == null) {
                    own = new Running(site, cache.get());
                    running.put(provider, own);
                }
            } finally {
                lock.writeLock().unlock();
            }
            return own == null ? await(fetch, site) : run(provider, own, work);
        } finally {
            all.release();
        }
    }

    private PublicKeys run(String provider, Running own, Work work)
            throws KeysUnavailableException {
        try {
            PublicKeys keys = work.fetch();
            own.after.complete(keys);
            return keys;
        } catch (OutgoingException e) {
            KeysUnavailableException unavailable = recent.failed(own.site, e.getMessage());
            own.after.completeExceptionally(unavailable);
            throw unavailable;
        } catch (RuntimeException e) {
            own.after.completeExceptionally(recent.failed(own.site, "unexpected trouble"));
            throw e;
        } finally {
            running.remove(provider);
        }
    }

    private static PublicKeys await(Running fetch, String site) throws KeysUnavailableException {
        if (!fetch.site.equals(site)) {
            throw new KeysUnavailableException(
                    "the keys are still being fetched with old settings", BUSY_SECONDS);
        }
        try {
            if (fetch.waiting.incrementAndGet() > MOST_WAITING) {
                throw new KeysUnavailableException(
                        "others wait for the keys already", BUSY_SECONDS);
            }
            return fetch.after.get(BUSY_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            String reason =
                    e.getCause() instanceof KeysUnavailableException known
                            ? known.getMessage()
                            : "no keys in time";
            throw new KeysUnavailableException(reason, BUSY_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeysUnavailableException("interrupted", BUSY_SECONDS);
        } finally {
            fetch.waiting.decrementAndGet();
        }
    }
}
