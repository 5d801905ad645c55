package io.github.keycloaktiledesk.membership;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Warns once in a while of the same thing: a log is not to fill up with every sign-in. */
final class Warnings {

    private static final Duration PAUSE = Duration.ofSeconds(Breaker.PAUSE_SECONDS);
    private static final long MOST = 1_000;

    private final Logger log;
    private final Cache<String, Boolean> recent =
            Caffeine.newBuilder().expireAfterWrite(PAUSE).maximumSize(MOST).build();

    Warnings(Logger log) {
        this.log = log;
    }

    void warn(String format, Object... parameters) {
        String text = String.format(format, parameters);
        boolean first = recent.asMap().putIfAbsent(text, true) == null;
        log.log(first ? Logger.Level.WARN : Logger.Level.DEBUG, text);
    }
}
