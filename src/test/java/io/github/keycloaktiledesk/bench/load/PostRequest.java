// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.load;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A POST request as the bytes that go out on a connection that is kept open. */
public final class PostRequest {

    private PostRequest() {}

    /**
     * Its bytes.
     *
     * @param url where it goes
     * @param type of the body
     * @param headers besides those that every request has
     */
    public static byte[] of(URI url, String type, Map<String, String> headers, byte[] body) {
        StringBuilder head = new StringBuilder();
        head.append("POST ").append(url.getRawPath()).append(" HTTP/1.1\r\n");
        header(head, "Host", url.getAuthority());
        header(head, "Content-Type", type);
        header(head, "Content-Length", String.valueOf(body.length));
        headers.forEach((name, value) -> header(head, name, value));
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private static void header(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
