// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.keys;

import org.keycloak.common.VerificationException;

/** A site's keys cannot be fetched now; nothing is said of the token. */
public final class KeysUnavailableException extends VerificationException {

    private static final long serialVersionUID = 1L;

    /** Seconds. */
    private final long retryAfter;

    /**
     * Keys that cannot be fetched.
     *
     * @param reason for admins; repeats nothing that the endpoint has sent
     * @param retryAfter seconds after which it makes sense to try again
     */
    KeysUnavailableException(String reason, long retryAfter) {
        super(reason);
        this.retryAfter = retryAfter;
    }

    /**
     * When to come back.
     *
     * @return seconds, at least 1
     */
    public long retryAfter() {
        return retryAfter;
    }
}
