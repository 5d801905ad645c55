// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.outgoing;

import java.net.InetAddress;
import java.net.URI;
import org.apache.http.HttpHost;

/** Whom to connect to for an http or https URL. */
public final class UrlHost {

    private static final String HTTP = "http";
    private static final String HTTPS = "https";
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private static final int LAST_PORT = 65_535;

    private UrlHost() {}

    /**
     * Tells whether a URL names somebody to connect to.
     *
     * @param url any URL
     * @return whether it has a host, and no port that there is not
     */
    public static boolean isIn(URI url) {
        int port = url.getPort();
        return url.getHost() != null && port != 0 && port <= LAST_PORT;
    }

    /**
     * The host by its name, which is left to whoever connects, perhaps an outgoing proxy.
     *
     * @param url a URL with a host
     * @return the host
     */
    public static HttpHost of(URI url) {
        return new HttpHost(url.getHost(), port(url), scheme(url));
    }

    /**
     * The host at an address that its name has been resolved to.
     *
     * @param url a URL with a host
     * @param address one of the host's addresses
     * @return the host
     */
    public static HttpHost at(InetAddress address, URI url) {
        return new HttpHost(address, url.getHost(), port(url), scheme(url));
    }

    private static String scheme(URI url) {
        return HTTP.equalsIgnoreCase(url.getScheme()) ? HTTP : HTTPS;
    }

    /** Always set, or else the client makes another host of it, without the address. */
    private static int port(URI url) {
        int usual = HTTP.equals(scheme(url)) ? HTTP_PORT : HTTPS_PORT;
        return url.getPort() < 0 ? usual : url.getPort();
    }
}
