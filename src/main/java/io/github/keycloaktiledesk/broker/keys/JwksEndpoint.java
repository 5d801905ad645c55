// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.keys;

import io.github.keycloaktiledesk.outgoing.OutgoingException;
import io.github.keycloaktiledesk.outgoing.UrlHost;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.http.HttpHost;

/**
 * Where a site publishes its JWKS.
 *
 * @param url an address that an admin has set, perhaps by an import that nobody has checked
 * @param privateAllowed whether it may lead into the server's own networks
 */
public record JwksEndpoint(String url, boolean privateAllowed) {

    /** Addresses of a host that are tried one after the other. */
    private static final int MOST_ADDRESSES = 3;

    /**
     * Tells whether a text can be the address of a JWKS. Where it leads is checked when it is read.
     *
     * @param url a text
     * @return whether it is an https address of a host, without user name and password
     */
    public static boolean isAddress(String url) {
        return parse(url).isPresent();
    }

    private static Optional<URI> parse(String url) {
        try {
            return Optional.of(new URI(url))
                    .filter(uri -> "https".equalsIgnoreCase(uri.getScheme()))
                    .filter(uri -> UrlHost.isIn(uri) && uri.getRawUserInfo() == null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    URI uri() throws OutgoingException {
        return parse(url)
                .orElseThrow(() -> new OutgoingException("the JWKS address is no https address"));
    }

    /**
     * The hosts to connect to: with the very addresses that were checked, so that another answer of
     * the name server a moment later (DNS rebinding) changes nothing. Where private addresses are
     * allowed, the name is left to whoever connects, perhaps an outgoing proxy.
     */
    List<HttpHost> hosts() throws OutgoingException {
        URI uri = uri();
        if (privateAllowed) {
            return List.of(UrlHost.of(uri));
        }
        InetAddress[] addresses = resolve(uri.getHost());
        if (!Arrays.stream(addresses).allMatch(PublicAddress::is)) {
            throw new OutgoingException("the JWKS address leads into a private network");
        }
        return Arrays.stream(addresses)
                .limit(MOST_ADDRESSES)
                .map(address -> UrlHost.at(address, uri))
                .toList();
    }

    private static InetAddress[] resolve(String host) throws OutgoingException {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new OutgoingException("the host of the JWKS address is unknown");
        }
    }
}
