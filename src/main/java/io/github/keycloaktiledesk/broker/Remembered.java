// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/**
 * What a node remembers for a moment of queries that Keycloak does not cache. What has changed
 * since, it may not know for that long: at another node, or while the query was run.
 *
 * @param <K> what a query asks for
 * @param <V> its result
 */
final class Remembered<K, V> {

    private static final Duration MOMENT = Duration.ofSeconds(5);
    private static final long MOST = 10_000;

    private final Cache<K, V> results;

    /** Nothing so far. */
    Remembered() {
        this(Ticker.systemTicker());
    }

    /** Nothing so far, by this clock. */
    Remembered(Ticker clock) {
        this.results =
                Caffeine.newBuilder()
                        .expireAfterWrite(MOMENT)
                        .maximumSize(MOST)
                        .ticker(clock)
                        .build();
    }

    /** A result of the last seconds. */
    Optional<V> of(K query) {
        return Optional.ofNullable(results.getIfPresent(query));
    }

    /** Remembers a result. */
    void put(K query, V result) {
        results.put(query, result);
    }

    /** Forgets some of them as soon as what a session changes is committed. */
    void forgetAfter(KeycloakSession session, Predicate<K> affected) {
        session.getTransactionManager()
                .enlistAfterCompletion(
                        new AbstractKeycloakTransaction() {
                            @Override
                            protected void commitImpl() {
                                results.asMap().keySet().removeIf(affected);
                            }

                            @Override
                            protected void rollbackImpl() {
                                // Nothing has changed.
                            }
                        });
    }
}
