// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.outgoing;

import java.io.IOException;

/**
 * A request has not been answered as it should. The message is for admins and repeats nothing that
 * was sent.
 */
public class OutgoingException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What is wrong, or 0. */
    private final int status;

    /**
     * No answer, or none that can be used.
     *
     * @param message for admins
     */
    public OutgoingException(String message) {
        this(message, 0);
    }

    OutgoingException(String message, int status) {
        super(message);
        this.status = status;
    }

    /**
     * The HTTP status, if that is what is wrong.
     *
     * @return a status other than 200, or 0
     */
    public final int status() {
        return status;
    }
}
