// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import java.net.URI;

/**
 * A visitor's call, byte for byte. In its pieces {@code <first>} is the body of one, {@code
 * <second>} a whole other one, and {@code <all>} the length of what follows the head.
 *
 * @param line the first one
 * @param host the one that names the host
 * @param headers further lines of the head, without the last line end
 * @param body what follows the head
 */
record RawCall(String line, String host, String headers, String body) {

    private static final String FIRST =
            "{\"id_project\":\"" + Demo.PROJECT + "\",\"firstname\":\"first\"}";
    private static final String SECOND =
            "{\"id_project\":\"" + Demo.PROJECT + "\",\"firstname\":\"second\"}";

    /** The bytes of it, as chars, below this base URL. */
    String bytes(URI base) {
        String all = fill(body, base);
        String head = line + "\r\n" + host + "\r\nContent-Type: application/json\r\n" + headers;
        return fill(head.replace("<all>", String.valueOf(all.length())), base) + "\r\n\r\n" + all;
    }

    private static String fill(String text, URI base) {
        String second =
                """
                POST %s HTTP/1.1
                Host: %s
                Connection: close
                Content-Type: application/json
                Content-Length: %d

                """
                                .formatted(path(base), base.getAuthority(), SECOND.length())
                                .replace("\n", "\r\n")
                        + SECOND;
        return text.replace("<chunk>", chunk(FIRST))
                .replace("<chunk of all>", chunk(FIRST + second))
                .replace("<second>", second)
                .replace("<first>", FIRST)
                .replace("<size>", Integer.toHexString(FIRST.length()))
                .replace("<length>", String.valueOf(FIRST.length()))
                .replace("<long>", "x".repeat(100_000))
                .replace("<many>", "X-A: b\r\n".repeat(3_000))
                .replace("<zeroes>", "0".repeat(1_000))
                .replace("<path>", path(base))
                .replace("<host>", base.getAuthority());
    }

    private static String path(URI base) {
        return base.getPath() + Calls.ANONYMOUSLY;
    }

    private static String chunk(String content) {
        return Integer.toHexString(content.length()) + "\r\n" + content + "\r\n";
    }
}
