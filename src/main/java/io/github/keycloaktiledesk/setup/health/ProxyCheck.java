// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup.health;

import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Whether anybody can claim to come from any address, and so get round the limit on guests of one.
 *
 * @param headers the server option {@code proxy-headers}, or empty
 * @param trusted the server option {@code proxy-trusted-addresses}, or empty
 */
record ProxyCheck(String headers, String trusted) implements Check {

    private static final String PART = "proxy";
    private static final String PATH = "Server options proxy-headers and proxy-trusted-addresses";

    /** These options no provider is given, so they are read where Keycloak's own code does. */
    static ProxyCheck ofServer() {
        Config config = ConfigProvider.getConfig();
        return new ProxyCheck(
                option(config, "kc.proxy-headers"), option(config, "kc.proxy-trusted-addresses"));
    }

    private static String option(Config config, String name) {
        return config.getOptionalValue(name, String.class).orElse("");
    }

    @Override
    public Stream<Finding> run() {
        if (headers.isBlank()) {
            return Stream.of(
                    Finding.ok(PART, "No proxy is believed about clients' addresses", PATH));
        }
        return Stream.of(
                trusted.isBlank()
                        ? Finding.risk(
                                PART,
                                "Everybody is believed about a client's address: name your proxies, or let nobody else"
                                        + " reach Keycloak",
                                PATH)
                        : Finding.ok(PART, "Your proxies are believed, and nobody else", PATH));
    }
}
