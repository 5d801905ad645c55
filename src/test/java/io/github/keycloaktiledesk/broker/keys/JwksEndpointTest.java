// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloaktiledesk.outgoing.OutgoingException;
import java.net.InetAddress;
import org.apache.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwksEndpointTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "http://8.8.8.8/jwks",
                "ftp://8.8.8.8/jwks",
                "file:///etc/passwd",
                "https:/jwks",
                "https:///jwks",
                "https://user:secret@8.8.8.8/jwks",
                "https://8.8.8.8 /jwks",
                "https://under_score/jwks",
                "https://127.1/jwks",
                "https://8.8.8.8:0/jwks",
                "https://8.8.8.8:65536/jwks"
            })
    void isHttpsOnly(String url) {
        assertThatThrownBy(() -> new JwksEndpoint(url, true).hosts())
                .isInstanceOf(OutgoingException.class)
                .hasMessage("the JWKS address is no https address");
    }

    /** With these very addresses, so that nobody looks the name up again. */
    @Test
    void keepsTheAddressThatWasChecked() throws Exception {
        assertThat(new JwksEndpoint("https://8.8.8.8/jwks", false).hosts())
                .containsExactly(
                        new HttpHost(InetAddress.getByName("8.8.8.8"), "8.8.8.8", 443, "https"));
        assertThat(new JwksEndpoint("HTTPS://8.8.8.8:8443/jwks", false).hosts())
                .containsExactly(
                        new HttpHost(InetAddress.getByName("8.8.8.8"), "8.8.8.8", 8443, "https"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost/jwks",
                "https://2130706433/jwks",
                "https://[::1]/jwks",
                "https://169.254.169.254/latest/meta-data",
                "https://10.0.0.1:8443/jwks"
            })
    void staysOutOfPrivateNetworksUnlessAllowed(String url) throws Exception {
        assertThatThrownBy(() -> new JwksEndpoint(url, false).hosts())
                .hasMessageContaining("private network");
        assertThat(new JwksEndpoint(url, true).hosts())
                .singleElement()
                .extracting(HttpHost::getAddress)
                .isNull();
    }

    @Test
    void isAnAddressInTheFormOrNot() {
        assertThat(JwksEndpoint.isAddress("https://shop.example:8443/jwks")).isTrue();
        assertThat(JwksEndpoint.isAddress("http://shop.example/jwks")).isFalse();
    }
}
