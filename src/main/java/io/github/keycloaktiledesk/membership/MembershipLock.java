// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.membership;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.SingleUseObjectProvider;

/**
 * Has one call in the cluster make a membership at a time. After a success it is not free for a
 * while, for who planned the same.
 *
 * @param transactions what it is taken in
 * @param candidate who becomes a member of what
 */
record MembershipLock(ShortTransactions transactions, Candidate candidate) {

    /** More than a call takes with all that comes with it. */
    private static final long SECONDS = 60;

    private static final long POLL_MILLIS = 50;

    private static final Map<String, String> DONE = Map.of("done", "true");

    /** Calls of this node that wait at once: a fraction of the server's threads. */
    private static final Semaphore WAITING = new Semaphore(Gates.MOST);

    /** Whether no other call is making the membership, or has just made it. */
    boolean take() {
        return transactions.run(session -> locks(session).putIfAbsent(key(session), SECONDS));
    }

    /**
     * Takes it, if need be after some time.
     *
     * @return false if there is no need, since another call has just made the membership
     * @throws Gate.ClosedException if it is not free in time, or too many wait
     */
    boolean await(Duration limit) throws Gate.ClosedException {
        if (take()) {
            return true;
        }
        if (!WAITING.tryAcquire()) {
            throw new Gate.ClosedException("too many calls wait already");
        }
        try {
            long begin = System.nanoTime();
            while (!isDone()) {
                if (take()) {
                    return true;
                }
                if (System.nanoTime() - begin > limit.toNanos()) {
                    throw new Gate.ClosedException("another call of the user waits for Tiledesk");
                }
                pause();
            }
            return false;
        } finally {
            WAITING.release();
        }
    }

    /** Lets the next call try again. */
    void release() {
        transactions.attempt("unlock it", session -> locks(session).remove(key(session)) != null);
    }

    /** Says that the membership has been made. */
    void done() {
        transactions.attempt(
                "say so",
                session -> {
                    locks(session).put(key(session), SECONDS, DONE);
                    return true;
                });
    }

    private boolean isDone() {
        return transactions.run(session -> DONE.equals(locks(session).get(key(session))));
    }

    private static void pause() throws Gate.ClosedException {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Gate.ClosedException("interrupted");
        }
    }

    private static SingleUseObjectProvider locks(KeycloakSession session) {
        return session.singleUseObjects();
    }

    private String key(KeycloakSession session) {
        return String.join(
                ":",
                "tiledesk-membership",
                session.getContext().getRealm().getId(),
                candidate.userId(),
                candidate.project());
    }
}
