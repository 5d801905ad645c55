package io.github.keycloaktiledesk.broker.keys;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.http.HttpHost;

/**
 * Where a site publishes its JWKS.
 *
 * @param url an address that an admin has set, perhaps by an import that nobody has checked
 * @param privateAllowed whether it may lead into the server's own networks
 */
public record JwksEndpoint(String url, boolean privateAllowed) {

    private static final int HTTPS_PORT = 443;

    /** Addresses of a host that are tried one after the other. */
    private static final int MOST_ADDRESSES = 3;

    URI uri() throws FetchException {
        try {
            URI uri = new URI(url);
            if ("https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw new FetchException("the JWKS address is no https address");
    }

    /**
     * The hosts to connect to: with the very addresses that were checked, so that another answer of
     * the name server a moment later (DNS rebinding) changes nothing. Where private addresses are
     * allowed, the name is left to whoever connects, perhaps an outgoing proxy.
     */
    List<HttpHost> hosts() throws FetchException {
        URI uri = uri();
        // With a port, or else the client makes another host of it, without the address.
        int port = uri.getPort() < 0 ? HTTPS_PORT : uri.getPort();
        if (privateAllowed) {
            return List.of(new HttpHost(uri.getHost(), port, "https"));
        }
        InetAddress[] addresses = resolve(uri.getHost());
        if (!Arrays.stream(addresses).allMatch(PublicAddress::is)) {
            throw new FetchException("the JWKS address leads into a private network");
        }
        return Arrays.stream(addresses)
                .limit(MOST_ADDRESSES)
                .map(address -> new HttpHost(address, uri.getHost(), port, "https"))
                .toList();
    }

    private static InetAddress[] resolve(String host) throws FetchException {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new FetchException("the host of the JWKS address is unknown");
        }
    }
}
