// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.limit;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** Which callers count as one, by their address. */
public final class ClientAddress {

    /** Longer than any address; a text that is none shall not fill the memory. */
    private static final int MAX_LENGTH = 64;

    /** What a network gives to one household or machine (RFC 6177), in bytes. */
    private static final int IPV6_PREFIX = 8;

    private ClientAddress() {}

    /**
     * What an address is counted by. No name is ever looked up.
     *
     * @param remoteHost the client's address as Keycloak has it, or null
     * @return an IPv4 address, also of one that is mapped into IPv6 (RFC 4291 section 2.5.5.2); the
     *     first 64 bits of another IPv6 address; and the text itself where it is neither
     */
    public static String key(String remoteHost) {
        String text = remoteHost == null ? "" : literal(remoteHost.trim());
        return text.indexOf(':') < 0 ? cut(text) : ipv6(text);
    }

    /** Without the brackets of RFC 3986 section 3.2.2 and the zone of RFC 4007 section 11. */
    private static String literal(String text) {
        int end = text.startsWith("[") ? text.indexOf(']') : -1;
        String address = end < 0 ? text : text.substring(1, end);
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    private static String ipv6(String text) {
        try {
            // In brackets Java takes it for a literal or refuses it.
            InetAddress address = InetAddress.getByName("[" + text + "]");
            return address instanceof Inet4Address
                    ? address.getHostAddress()
                    : HexFormat.of().formatHex(address.getAddress(), 0, IPV6_PREFIX) + "::/64";
        } catch (UnknownHostException e) {
            return cut(text);
        }
    }

    private static String cut(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }
}
