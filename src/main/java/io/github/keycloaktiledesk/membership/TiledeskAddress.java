// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.membership;

import io.github.keycloaktiledesk.outgoing.OutgoingException;
import io.github.keycloaktiledesk.outgoing.UrlHost;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a Tiledesk server is: the base URL that an admin has set.
 *
 * @param base the URL without a slash at its end
 */
record TiledeskAddress(URI base) {

    private static final String HTTPS = "https";
    private static final String HTTP = "http";

    /**
     * Reads a base URL.
     *
     * @param url a text
     * @param httpAllowed whether it may be an http URL
     * @throws OutgoingException if it is none that can be used
     */
    static TiledeskAddress of(String url, boolean httpAllowed) throws OutgoingException {
        if (url.isEmpty()) {
            throw new OutgoingException("no base URL is set");
        }
        URI uri = parse(url.replaceFirst("/+$", ""));
        if (HTTP.equalsIgnoreCase(uri.getScheme()) && !httpAllowed) {
            throw new OutgoingException("the base URL is an http address, which is not allowed");
        }
        return new TiledeskAddress(uri);
    }

    private static URI parse(String url) throws OutgoingException {
        try {
            URI uri = new URI(url);
            boolean http =
                    HTTPS.equalsIgnoreCase(uri.getScheme())
                            || HTTP.equalsIgnoreCase(uri.getScheme());
            if (http
                    && UrlHost.isIn(uri)
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // It is said below.
        }
        throw new OutgoingException(
                "the base URL is no address of a server without user name, query and fragment");
    }

    /** The address of Tiledesk's own call. */
    URI signInWithCustomToken() {
        return URI.create(base + "/auth/signinWithCustomToken");
    }
}
