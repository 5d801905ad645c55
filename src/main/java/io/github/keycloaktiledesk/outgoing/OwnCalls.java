// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.outgoing;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;

/**
 * Knows our own calls to Tiledesk again, should they come back to Keycloak: by a base URL that the
 * proxy in front of both leads here. They carry a {@code Via} (RFC 9110 section 7.6.3).
 */
public final class OwnCalls {

    /** RFC 5842 section 7.2. */
    public static final int LOOP_DETECTED = 508;

    private static final String PSEUDONYM = "keycloak-tiledesk";

    /** The header {@code Via} of our calls. */
    public static final String VIA = "1.1 " + PSEUDONYM;

    private OwnCalls() {}

    /**
     * Tells whether a request is one of ours.
     *
     * @param headers the request's headers
     * @return whether it has been sent by this extension
     */
    public static boolean isOurs(HttpHeaders headers) {
        List<String> via = headers.getRequestHeader("Via");
        return via != null && via.stream().anyMatch(value -> value.contains(PSEUDONYM));
    }
}
