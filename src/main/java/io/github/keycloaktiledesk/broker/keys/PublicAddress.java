// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.keys;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the Internet from those of this machine and its networks (IANA's registries of
 * special-purpose addresses, RFC 6890), which a setting of one realm must not make the server call.
 */
final class PublicAddress {

    private static final List<Network> SPECIAL =
            Stream.of(
                            "0.0.0.0/8", // this network
                            "10.0.0.0/8", // private
                            "100.64.0.0/10", // shared by carriers
                            "127.0.0.0/8", // loopback
                            "169.254.0.0/16", // link-local, and the metadata of clouds
                            "172.16.0.0/12", // private
                            "192.0.0.0/24", // protocols
                            "192.0.2.0/24", // documentation
                            "192.88.99.0/24", // relays to IPv6, no longer in use
                            "192.168.0.0/16", // private
                            "198.18.0.0/15", // benchmarks
                            "198.51.100.0/24", // documentation
                            "203.0.113.0/24", // documentation
                            "224.0.0.0/3") // multicast, reserved, broadcast
                    .map(Network::of)
                    .toList();

    /** Unicast of the Internet; all else in IPv6 is for something else. */
    private static final Network GLOBAL = Network.of("2000::/3");

    private static final List<Network> SPECIAL_IN_GLOBAL =
            Stream.of(
                            "2001::/23", // protocols, among them Teredo
                            "2001:db8::/32", // documentation
                            "3fff::/20") // documentation
                    .map(Network::of)
                    .toList();

    /** NAT64 (RFC 6052) and 6to4 (RFC 3056) carry an IPv4 address, and lead to it. */
    private static final Network NAT64 = Network.of("64:ff9b::/96");

    private static final Network SIX_TO_FOUR = Network.of("2002::/16");

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (!(address instanceof Inet6Address)) {
            return SPECIAL.stream().noneMatch(network -> network.contains(bytes));
        }
        if (NAT64.contains(bytes)) {
            return is(embedded(bytes, 12));
        }
        if (SIX_TO_FOUR.contains(bytes)) {
            return is(embedded(bytes, 2));
        }
        return GLOBAL.contains(bytes)
                && SPECIAL_IN_GLOBAL.stream().noneMatch(network -> network.contains(bytes));
    }

    private static InetAddress embedded(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }

    /** A network in CIDR notation. */
    private record Network(byte[] prefix, int bits) {

        static Network of(String cidr) {
            int slash = cidr.indexOf('/');
            try {
                // A literal, which nobody has to look up.
                byte[] prefix = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
                return new Network(prefix, Integer.parseInt(cidr.substring(slash + 1)));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(cidr, e);
            }
        }

        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if (((address[bit / 8] ^ prefix[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
