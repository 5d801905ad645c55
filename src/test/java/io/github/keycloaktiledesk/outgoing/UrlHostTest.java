// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlHostTest {

    @ParameterizedTest
    @CsvSource({
        "https://site.test/path, https://site.test:443",
        "HTTPS://site.test:3000, https://site.test:3000",
        "http://10.0.0.1, http://10.0.0.1:80"
    })
    void hasSchemeAndPort(URI url, String host) {
        assertThat(UrlHost.of(url)).hasToString(host);
    }

    @Test
    void keepsTheNameOfAnAddress() {
        InetAddress address = InetAddress.getLoopbackAddress();

        assertThat(UrlHost.at(address, URI.create("https://site.test")))
                .hasToString("https://site.test:443")
                .satisfies(host -> assertThat(host.getAddress()).isEqualTo(address));
    }
}
