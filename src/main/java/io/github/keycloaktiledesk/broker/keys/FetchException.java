package io.github.keycloaktiledesk.broker.keys;

import io.github.keycloaktiledesk.outgoing.OutgoingException;

/** A JWKS could not be fetched. The message is for admins and repeats nothing that was sent. */
final class FetchException extends OutgoingException {

    private static final long serialVersionUID = 1L;

    FetchException(String message) {
        super(message);
    }
}
