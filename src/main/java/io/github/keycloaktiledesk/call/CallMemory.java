// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.call;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;

/**
 * What one call remembers while it is tried again in another session: what must not be done twice,
 * and what was done meanwhile, while no transaction was open.
 */
public final class CallMemory {

    private static final String ATTRIBUTE = CallMemory.class.getName();

    private final Map<String, Object> results = new HashMap<>();
    private Consumer<KeycloakSession> afterCommit;

    /**
     * Makes a session part of this call.
     *
     * @param session the session of one try
     */
    public void attach(KeycloakSession session) {
        session.setAttribute(ATTRIBUTE, this);
        // What a try wanted that was not committed.
        afterCommit = null;
    }

    /**
     * Does work once for a call, however often it is tried.
     *
     * @param session the session of the try
     * @param name what the work is known by
     * @param work the work; its result may not be null
     * @param <T> type of the result
     * @return the result of the first time
     */
    @SuppressWarnings("unchecked") // A name stands for one type.
    public static <T> T once(
            KeycloakSession session, String name, Function<KeycloakSession, T> work) {
        CallMemory memory = of(session);
        return memory == null
                ? work.apply(session)
                : (T) memory.results.computeIfAbsent(name, unused -> work.apply(session));
    }

    /**
     * Does work while no transaction is open, so that no database connection waits for it. The
     * session is left by an {@link Errand}, and the call begun again once the work is done. Outside
     * of a call the work is done at once.
     *
     * @param session the session of the try
     * @param name what the work is known by
     * @param work the work; its result may not be null
     * @param <T> type of the result
     * @return the result
     */
    @SuppressWarnings("unchecked") // A name stands for one type.
    public static <T> T outside(
            KeycloakSession session, String name, Function<KeycloakSession, T> work) {
        CallMemory memory = of(session);
        if (memory == null) {
            return work.apply(session);
        }
        Object result = memory.results.get(name);
        if (result == null) {
            throw new Errand(name, work);
        }
        return (T) result;
    }

    /**
     * Runs an errand.
     *
     * @param errand what a try was left for
     * @param session a session without open transaction
     */
    public void run(Errand errand, KeycloakSession session) {
        results.put(errand.name, errand.work.apply(session));
    }

    /**
     * Has work done once this try has been committed, while no transaction is open and the caller
     * still waits. Where it is not committed, or outside of a call, the work is not done.
     *
     * @param session the session of the try
     * @param work the work; it may throw to have the call answered differently
     */
    public static void afterCommit(KeycloakSession session, Consumer<KeycloakSession> work) {
        CallMemory memory = of(session);
        if (memory != null) {
            memory.afterCommit = work;
        }
    }

    /**
     * Does what was wanted after the commit, if anything was.
     *
     * @param session a session without open transaction
     */
    public void committed(KeycloakSession session) {
        if (afterCommit != null) {
            afterCommit.accept(session);
        }
    }

    private static CallMemory of(KeycloakSession session) {
        return session.getAttribute(ATTRIBUTE, CallMemory.class);
    }

    /** Leaves a try for work that has to be done while no transaction is open. */
    public static final class Errand extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** What the work is known by. */
        private final String name;

        /** The work. */
        private final transient Function<KeycloakSession, ?> work;

        private Errand(String name, Function<KeycloakSession, ?> work) {
            super(name, null, false, false);
            this.name = name;
            this.work = work;
        }
    }
}
