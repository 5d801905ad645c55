// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.step;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Warns of the same thing once, or once in a while: a log is not to fill up with every sign-in.
 * Repetitions are there at level DEBUG.
 */
public final class Warnings {

    /** Texts that are remembered; of more, the oldest are given again. */
    private static final long MOST = 1_000;

    private final Logger log;
    private final Cache<String, Boolean> given;

    /**
     * Gives each warning once.
     *
     * @param log where it goes
     */
    public Warnings(Logger log) {
        this(log, Caffeine.newBuilder());
    }

    /**
     * Gives a warning again after a pause.
     *
     * @param log where it goes
     * @param pause for how long it is not given again
     */
    public Warnings(Logger log, Duration pause) {
        this(log, Caffeine.newBuilder().expireAfterWrite(pause));
    }

    private Warnings(Logger log, Caffeine<Object, Object> given) {
        this.log = log;
        this.given = given.maximumSize(MOST).build();
    }

    /**
     * Warns, unless the same text has just been given.
     *
     * @param format by {@link String#format}
     * @param parameters what is put in
     */
    public void warn(String format, Object... parameters) {
        String text = String.format(format, parameters);
        boolean first = given.asMap().putIfAbsent(text, true) == null;
        log.log(first ? Logger.Level.WARN : Logger.Level.DEBUG, text);
    }
}
