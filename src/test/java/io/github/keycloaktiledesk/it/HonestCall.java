// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;

/**
 * What each {@link SmuggledCall} would like to be taken for: where these are not served, nothing is
 * shown by how those end.
 */
enum HonestCall {
    WITH_ITS_LENGTH("Content-Length: <length>", "<first>"),
    IN_CHUNKS("Transfer-Encoding: chunked", "<chunk>0\r\n\r\n");

    private final RawCall call;

    HonestCall(String headers, String body) {
        this.call = new RawCall("POST <path> HTTP/1.1", "Host: <host>", headers, body);
    }

    /** The bytes of it, as chars, below this base URL. */
    String bytes(URI base) {
        return call.bytes(base);
    }

    /**
     * One is signed in, and told so once.
     *
     * @param made how many have been signed in
     * @param answers all that was answered
     */
    void check(int made, String answers) {
        assertThat(answers).as(name()).startsWith("HTTP/1.1 200 ");
        assertThat(answers.split("HTTP/1\\.1 \\d", -1)).as("%s: %s", this, answers).hasSize(2);
        assertThat(answers.split("\"success\":true", -1)).as("%s: %s", this, answers).hasSize(2);
        assertThat(made).as("%s: %s", this, answers).isEqualTo(1);
    }
}
