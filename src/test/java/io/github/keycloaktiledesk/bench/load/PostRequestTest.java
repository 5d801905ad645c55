// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostRequestTest {

    @Test
    void isWhatGoesOut() {
        assertThat(
                        new String(
                                PostRequest.of(
                                        URI.create("http://localhost:8080/realms/a"),
                                        "application/json",
                                        Map.of("Authorization", "JWT x"),
                                        "{}".getBytes(StandardCharsets.UTF_8)),
                                StandardCharsets.UTF_8))
                .isEqualTo(
                        "POST /realms/a HTTP/1.1\r\n"
                                + "Host: localhost:8080\r\n"
                                + "Content-Type: application/json\r\n"
                                + "Content-Length: 2\r\n"
                                + "Authorization: JWT x\r\n"
                                + "\r\n"
                                + "{}");
    }
}
