// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.membership;

import io.github.keycloaktiledesk.outgoing.OutgoingException;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * What this node's calls to one Tiledesk server for one realm have to pass; nobody waits in front
 * of it.
 */
final class Gate {

    /** In flight at once. */
    static final int MOST = 8;

    /**
     * Bad request, Unauthorized, Forbidden, Unprocessable content, Request header fields too large
     * (RFC 9110 section 15.5, RFC 6585 section 5). Others, such as 404 or 429, are the server's.
     */
    private static final Set<Integer> REFUSALS = Set.of(400, 401, 403, 422, 431);

    private final Semaphore free = new Semaphore(MOST);
    private final Breaker breaker;

    Gate(LongSupplier nanos) {
        breaker = new Breaker(nanos);
    }

    /** A call. */
    @FunctionalInterface
    interface Call {

        void run() throws OutgoingException;
    }

    /** The call was not made. */
    static final class ClosedException extends OutgoingException {

        private static final long serialVersionUID = 1L;

        ClosedException(String reason) {
            super(reason);
        }
    }

    void pass(Call call) throws OutgoingException {
        if (!free.tryAcquire()) {
            throw new ClosedException("too many calls to Tiledesk wait already");
        }
        try {
            if (!breaker.admits()) {
                throw new ClosedException("Tiledesk has failed several times in a row");
            }
            boolean answered = false;
            try {
                call.run();
                answered = true;
            } catch (OutgoingException e) {
                answered = isRefusal(e.status());
                throw e;
            } finally {
                breaker.end(answered);
            }
        } finally {
            free.release();
        }
    }

    /** Of one user or token, which says nothing about the next. */
    static boolean isRefusal(int status) {
        return REFUSALS.contains(status);
    }
}
