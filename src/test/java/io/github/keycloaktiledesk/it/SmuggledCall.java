// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;

/**
 * One request that hides another, or whose end two servers may see in two places (RFC 9112, section
 * 11.2): {@code <second>} is a call that nobody may make of it. {@link RawCall} fills the pieces
 * in.
 */
enum SmuggledCall {
    HIDDEN_IN_THE_BODY("Content-Length: <all>", "<first><second>"),
    HIDDEN_IN_A_GET("Content-Length: <all>", "<second>", "GET <path> HTTP/1.1"),
    HIDDEN_IN_CHUNKS("Transfer-Encoding: chunked", "<chunk of all>0\r\n\r\n"),
    HIDDEN_IN_A_TRAILER("Transfer-Encoding: chunked", "<chunk>0\r\nContent-Length: 9\r\n\r\n"),
    LENGTH_AND_CHUNKED("Content-Length: <all>\r\nTransfer-Encoding: chunked", "<chunk>0\r\n\r\n"),
    CHUNKED_AND_LENGTH(
            "Transfer-Encoding: chunked\r\nContent-Length: <all>", "<chunk>0\r\n\r\n<second>"),
    LENGTH_AND_NO_CHUNKS("Content-Length: <all>\r\nTransfer-Encoding: chunked", "<first><second>"),
    TWO_LENGTHS("Content-Length: <length>\r\nContent-Length: <all>", "<first><second>"),
    TWO_LENGTHS_OTHER_WAY_ROUND(
            "Content-Length: <all>\r\nContent-Length: <length>", "<first><second>"),
    TWO_LENGTHS_IN_ONE("Content-Length: <length>, <all>", "<first><second>"),
    LENGTH_WITH_A_SIGN("Content-Length: +<all>", "<first><second>"),
    LENGTH_BELOW_ZERO("Content-Length: -1", "<first><second>"),
    LENGTH_IN_HEXADECIMAL("Content-Length: 0x<length>", "<first><second>"),
    LENGTH_OF_TWO_NUMBERS("Content-Length: <length> <all>", "<first><second>"),
    LENGTH_PAST_32_BITS("Content-Length: 4294967297", "<first><second>"),
    LENGTH_PAST_64_BITS("Content-Length: 18446744073709551617", "<first><second>"),
    LENGTH_PAST_ALL_NUMBERS("Content-Length: 1<zeroes>", "<first><second>"),
    SPACE_BEFORE_THE_COLON_OF_LENGTH("Content-Length : <all>", "<first><second>"),
    SPACE_BEFORE_THE_COLON_OF_CHUNKED(
            "Content-Length: <all>\r\nTransfer-Encoding : chunked", "<chunk>0\r\n\r\n<second>"),
    FOLDED_CHUNKED(
            "Content-Length: <all>\r\nX-A: b\r\n Transfer-Encoding: chunked",
            "<chunk>0\r\n\r\n<second>"),
    FOLDED_VALUE(
            "Content-Length: <all>\r\nTransfer-Encoding:\r\n chunked", "<chunk>0\r\n\r\n<second>"),
    FOLDED_TYPE(" X-A: b\r\nContent-Length: <all>", "<first><second>"),
    LF_ALONE(
            "Content-Length: <all>\r\nX-A: b\nTransfer-Encoding: chunked",
            "<chunk>0\r\n\r\n<second>"),
    LF_ALONE_AFTER_THE_HEAD("Content-Length: <all>\n\n<second>X: y", "<first><second>"),
    CR_ALONE(
            "Content-Length: <all>\r\nX-A: b\rTransfer-Encoding: chunked",
            "<chunk>0\r\n\r\n<second>"),
    CHUNKED_IN_CAPITALS("Transfer-Encoding: CHUNKED", "<chunk>0\r\n\r\n"),
    CHUNKED_IN_QUOTES(
            "Content-Length: <all>\r\nTransfer-Encoding: \"chunked\"", "<chunk>0\r\n\r\n<second>"),
    CHUNKED_ALMOST(
            "Content-Length: <all>\r\nTransfer-Encoding: xchunked", "<chunk>0\r\n\r\n<second>"),
    CHUNKED_TWICE("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "<chunk>0\r\n\r\n"),
    CHUNKED_AND_IDENTITY(
            "Content-Length: <all>\r\nTransfer-Encoding: chunked, identity",
            "<chunk>0\r\n\r\n<second>"),
    CHUNKED_WITH_A_CONTROL_CHARACTER(
            "Content-Length: <all>\r\nTransfer-Encoding: \u000bchunked",
            "<chunk>0\r\n\r\n<second>"),
    CHUNKED_WITH_AN_UNDERSCORE(
            "Content-Length: <all>\r\nTransfer_Encoding: chunked", "<chunk>0\r\n\r\n<second>"),
    CHUNKED_OF_HTTP_1_0(
            "Transfer-Encoding: chunked", "<chunk>0\r\n\r\n<second>", "POST <path> HTTP/1.0"),
    CHUNK_EXTENSION("Transfer-Encoding: chunked", "<size>;a=\"b\r\n<first>\r\n0;<second>"),
    CHUNK_EXTENSION_WITH_LF(
            "Transfer-Encoding: chunked", "2;\nxx\r\n<size>\r\n0\r\n\r\n<second>\r\n0\r\n\r\n"),
    CHUNK_LONGER_THAN_IT_SAYS("Transfer-Encoding: chunked", "2\r\n<first>\r\n0\r\n\r\n<second>"),
    CHUNK_ENDED_BY_LF("Transfer-Encoding: chunked", "<size>\n<first>\n0\n\n<second>"),
    CHUNK_PAST_64_BITS(
            "Transfer-Encoding: chunked", "1000000000000000<size>\r\n<first>\r\n0\r\n\r\n<second>"),
    CHUNK_BELOW_ZERO("Transfer-Encoding: chunked", "-1\r\n<first>\r\n0\r\n\r\n<second>"),
    CHUNK_IN_0X("Transfer-Encoding: chunked", "0x<size>\r\n<first>\r\n0\r\n\r\n<second>"),
    NUL_IN_A_VALUE("X-A: b\u0000c\r\nContent-Length: <all>", "<first><second>"),
    NUL_IN_A_NAME("X-\u0000A: b\r\nContent-Length: <all>", "<first><second>"),
    NUL_IN_THE_LENGTH("Content-Length: <length>\u0000\r\nX: <all>", "<first><second>"),
    NO_COLON("Content-Length\r\nContent-Length: <all>", "<first><second>"),
    NO_NAME(": <length>\r\nContent-Length: <all>", "<first><second>"),
    VERY_LONG_HEADER("X-A: <long>\r\nContent-Length: <all>", "<first><second>"),
    MANY_HEADERS("<many>Content-Length: <all>", "<first><second>"),
    TWO_HOSTS("Host: evil.example\r\nContent-Length: <length>", "<first>"),
    HOST_WITH_A_SPACE(
            "Content-Length: <length>", "<first>", "POST <path> HTTP/1.1", "Host : <host>"),
    NO_HOST("Content-Length: <length>", "<first>", "POST <path> HTTP/1.1", "X-No: host"),
    ABSOLUTE_TARGET(
            "Content-Length: <length>", "<first>", "POST http://evil.example<path> HTTP/1.1"),
    TARGET_WITH_A_LINE_END("Content-Length: <all>", "<first><second>", "POST <path>\rX HTTP/1.1"),
    VERSION_OF_ITS_OWN("Content-Length: <all>", "<first><second>", "POST <path> HTTP/1.1 HTTP/1.1"),
    VERSION_0_9("Content-Length: <all>", "<first><second>", "POST <path>"),
    VERSION_2("Content-Length: <all>", "<first><second>", "POST <path> HTTP/2.0");

    private final RawCall call;

    SmuggledCall(String headers, String body) {
        this(headers, body, "POST <path> HTTP/1.1");
    }

    SmuggledCall(String headers, String body, String line) {
        this(headers, body, line, "Host: <host>");
    }

    SmuggledCall(String headers, String body, String line, String host) {
        this.call = new RawCall(line, host, headers, body);
    }

    /**
     * How many requests of its sender a server may read: two where its chunks end before the
     * second, though it should not (RFC 9112, section 6.3).
     */
    int requests() {
        return call.body().contains("0\r\n\r\n<second>") || call.body().contains("0\n\n<second>")
                ? 2
                : 1;
    }

    /** The bytes of it, as chars, below this base URL. */
    String bytes(URI base) {
        return call.bytes(base);
    }

    /**
     * Whoever is signed in is told so in an answer on the same connection: one too few would be
     * given to whoever comes next on it.
     *
     * @param made how many have been signed in
     * @param answers all that was answered
     */
    void check(int made, String answers) {
        assertThat(made).as("%s: %s", this, answers).isLessThanOrEqualTo(requests());
        assertThat(answers.split("\"success\":true", -1)).as(name()).hasSize(made + 1);
        assertThat(answers).as(name()).doesNotContain("Exception", "\tat ");
    }
}
