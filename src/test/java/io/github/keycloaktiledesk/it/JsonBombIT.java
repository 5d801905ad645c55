// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * JSON that is small to send and dear to read, or that two readers read in two ways: in bodies, in
 * attributes, and in the header and claims of a custom JWT. Each is answered soon and clearly.
 */
class JsonBombIT {

    private static final Map<String, String> TYPE = Map.of("Content-Type", "application/json");

    /** Far more than any takes, and far less than one that a server chokes on. */
    private static final Duration SOON = Duration.ofSeconds(5);

    @AutoClose
    private static final TestRealm REALM = TestRealm.create(RealmParts::allowRapidSignIns);

    /** Quarkus's own limit is a bit more, for all headers together. */
    private static final int MAX_HEADER = 60_000;

    /** The reasons of an event where a token is not even taken for one of a site. */
    private static final Set<String> UNREAD =
            Set.of("not a JWT", "foreign algorithm", "not a token of this realm");

    private static final String HS256 = "{\"alg\":\"HS256\"}";

    /** What a token is taken with, as JSON. */
    private static final Map<String, String> CLAIMS =
            Map.of(
                    "_id",
                    "\"bomb\"",
                    "aud",
                    "\"https://tiledesk.com/projects/" + Demo.PROJECT + "\"",
                    "exp",
                    String.valueOf(System.currentTimeMillis() / 1000 + 600),
                    "sub",
                    "\"userexternal\"",
                    "email",
                    "\"bomb@example.com\"");

    private final RealmEvents events = new RealmEvents(REALM);

    private long begun;

    @BeforeEach
    void begin() {
        events.clear();
        begun = System.nanoTime();
    }

    @AfterEach
    void wasSoonAndLeavesTheServerUp() {
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
        assertThat(visit("{\"id_project\":\"%s\"}".formatted(Demo.PROJECT)).status())
                .isEqualTo(200);
    }

    /** What may stand for a value. */
    enum Value {
        ARRAYS_1000_DEEP("[".repeat(1_000) + "]".repeat(1_000)),
        ARRAYS_30000_DEEP("[".repeat(30_000) + "]".repeat(30_000)),
        ARRAYS_NEVER_CLOSED("[".repeat(60_000)),
        OBJECTS_1000_DEEP("{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000)),
        OBJECTS_9000_DEEP("{\"a\":".repeat(9_000) + "1" + "}".repeat(9_000)),
        EXPONENT_OF_A_BILLION("1e999999999"),
        EXPONENT_OF_MINUS_A_BILLION("1e-999999999"),
        EXPONENT_PAST_32_BITS("1e99999999999"),
        EXPONENT_IN_THE_LONG_RUN("1e" + "9".repeat(900)),
        INTEGER_OF_10000_DIGITS("9".repeat(10_000)),
        FRACTION_OF_10000_DIGITS("0." + "9".repeat(10_000)),
        NAN("NaN"),
        INFINITY("-Infinity"),
        HEXADECIMAL("0x10"),
        LEADING_ZERO("010"),
        COMMENT("/* */1"),
        LINE_COMMENT("1//\n"),
        SINGLE_QUOTES("'a'"),
        UNQUOTED("a"),
        TRAILING_COMMA("[1,]"),
        NAME_TWICE("{\"a\":1,\"a\":2}"),
        NAME_TWICE_BY_AN_ESCAPE("{\"a\":1,\"\\u0061\":2}"),
        RAW_LINE_END("\"a\nb\""),
        RAW_NUL("\"a\u0000b\"");

        private final String text;

        Value(String text) {
            this.text = text;
        }
    }

    /** What is refused below is refused for what it adds to these. */
    @Test
    void isTakenWithoutIt() {
        assertThat(post(Calls.SIGNIN, TYPE, agent("")).status()).isEqualTo(200);
        assertThat(visit(body(",\"unread\":1,\"firstname\":\"a\"")).status()).isEqualTo(200);
        for (String header : List.of(HS256, "{\"alg\":\"HS256\",\"unread\":1}")) {
            Answer customer = REALM.calls().customToken(withHeader(header));
            assertThat(customer.status()).as(customer.text()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedInABody(Value value) {
        assertRefused(visit(body(",\"firstname\":" + value.text)));
        assertRefused(visit(body(",\"unread\":" + value.text)));
        assertRefused(post(Calls.SIGNIN, TYPE, agent(",\"unread\":" + value.text)));
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedInAttributes(Value value) {
        assertRefused(visit(body(",\"attributes\":{\"a\":" + value.text + "}")));
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedInTheBodyBesideAToken(Value value) {
        assertRefused(
                post(
                        Calls.CUSTOM_TOKEN,
                        Map.of("Authorization", "JWT " + Demo.customer().sign(Demo.SECRET)),
                        "{\"guest_token\":" + value.text + "}"));
    }

    /** The site's own signature is no excuse, and a claim that may be nothing else is no reason. */
    @ParameterizedTest
    @EnumSource
    void isRefusedInTheClaimsOfAToken(Value value) {
        for (String claim : List.of("firstname", "attributes", "unread", "aud", "exp", "_id")) {
            String rest = claims(claim);
            CustomToken token =
                    new CustomToken()
                            .payload("{\"" + claim + "\":" + value.text + "," + rest + "}");
            refusesUnread(token);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedInTheHeaderOfAToken(Value value) {
        for (String name : List.of("kid", "alg", "unread")) {
            String alg = "alg".equals(name) ? "" : "\"alg\":\"HS256\",";
            refusesUnread(
                    new CustomToken()
                            .rawHeader("{" + alg + "\"" + name + "\":" + value.text + "}")
                            .payload("{" + claims("") + "}"));
        }
    }

    private void refusesUnread(CustomToken token) {
        String signed = token.sign(Demo.SECRET);
        events.clear();

        Answer answer = REALM.calls().customToken(signed);

        if (signed.length() < MAX_HEADER) {
            assertRefused(answer);
            assertThat(events.refusals()).hasSize(1).isSubsetOf(UNREAD);
        } else {
            // Longer than a header may be: Quarkus refuses it, in its own way, before we see it.
            assertThat(answer.status()).as(answer.text()).isEqualTo(431);
            assertThat(answer.text()).doesNotContain("Exception", "\tat ");
            assertThat(events.all()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"HS256\",\"alg\":\"none\"}",
                "{\"alg\":\"none\",\"alg\":\"HS256\"}"
            })
    void takesNoHeaderThatNamesItsAlgorithmTwice(String header) {
        assertRefused(REALM.calls().customToken(withHeader(header)));
        assertThat(events.refusals()).hasSize(1).isSubsetOf(UNREAD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aud", "_id", "exp", "email"})
    void takesNoTokenThatSaysAClaimTwice(String claim) {
        for (String twice : List.of(claim, escaped(claim))) {
            String again = "\"%s\":%s".formatted(twice, CLAIMS.get(claim));
            String payload = "{%s,%s}".formatted(claims(""), again);
            assertRefused(
                    REALM.calls()
                            .customToken(new CustomToken().payload(payload).sign(Demo.SECRET)));
        }
        assertThat(events.refusals()).hasSize(2).isSubsetOf(UNREAD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s{}",
                "%s %s",
                "%s]",
                "%s x",
                "{}%s",
                "[%s",
                "%s\u0000",
                "//\n%s",
                "#\n%s",
                "%s,"
            })
    void takesNothingAroundTheObject(String pattern) {
        String object = "{" + claims("") + "}";

        assertRefused(visit(pattern.replace("%s", body(""))));
        assertRefused(
                REALM.calls()
                        .customToken(
                                new CustomToken()
                                        .payload(pattern.replace("%s", object))
                                        .sign(Demo.SECRET)));
    }

    /** RFC 8259, section 8.1. What Java's lenient readers take for text, others do not. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void isRefusedInOtherEncodings(String encoding) {
        assertRefused(
                REALM.calls()
                        .post(
                                Calls.ANONYMOUSLY,
                                Map.of("Content-Type", "application/json; charset=" + encoding),
                                body("").getBytes(Charset.forName(encoding))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff",
                "80",
                "c0af", // longer than need be
                "c0a2",
                "e080af",
                "eda080", // half of a surrogate pair
                "f4908080" // past the end of Unicode
            })
    void isRefusedWhereItIsNoUtf8(String hex) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String[] around = body(",\"firstname\":\"A|a\"").split("\\|");
        bytes.writeBytes(around[0].getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(HexFormat.of().parseHex(hex));
        bytes.writeBytes(around[1].getBytes(StandardCharsets.UTF_8));

        assertRefused(REALM.calls().post(Calls.ANONYMOUSLY, TYPE, bytes.toByteArray()));
    }

    /** RFC 8259, section 8.2. JavaScript writes one for a text that it has cut in an emoji. */
    @Test
    void isReadWithHalfOfASurrogatePair() {
        String half = "\\ud83d";
        Answer value =
                visit(
                        body(
                                ",\"firstname\":\"Ada%1$s\",\"attributes\":{\"a%1$s\":\"b%1$s\"},\"c%1$s\":1"
                                        .formatted(half)));
        Answer invalid =
                REALM.calls()
                        .post(
                                Calls.SIGNIN,
                                TYPE,
                                "{\"email\":\"%1$s\",\"password\":\"p\"}"
                                        .formatted(half)
                                        .getBytes(StandardCharsets.UTF_8));

        assertThat(value.status()).as(value.text()).isEqualTo(200);
        assertThat(value.json().at("/user/firstname").asText()).isEqualTo("Ada");
        assertThat(value.json().at("/user/attributes")).hasToString("{\"a\":\"b\"}");
        assertThat(REALM.calls().customToken(value.token()).status()).isEqualTo(200);
        assertThat(invalid.status()).as(invalid.text()).isEqualTo(422);
    }

    /** Some programs write one; it is no part of the text. */
    @Test
    void isReadOnAfterAByteOrderMark() {
        Answer answer = visit("\ufeff" + body(",\"firstname\":\"Ada\""));

        assertThat(answer.json().at("/user/firstname").asText()).isEqualTo("Ada");
    }

    /** As many names as the limit has room for, of which thousands have one hash code in Java. */
    @Test
    void isQuickWithNamesOfOneHashCode() {
        String same = names(hashTwins(12));

        Answer unread = visit(body("," + same));
        Answer attributes = visit(body(",\"attributes\":{" + same + "}"));

        assertThat(unread.status()).as(unread.text()).isEqualTo(200);
        assertThat(attributes.status()).as(attributes.text()).isEqualTo(422);
        String claims = "{" + names(hashTwins(10)) + "," + claims("") + "}";
        Answer customer =
                REALM.calls().customToken(new CustomToken().payload(claims).sign(Demo.SECRET));
        assertThat(customer.status()).as(customer.text()).isEqualTo(200);
    }

    /** Aa and BB have one hash code, and so has whatever is put together of them. */
    private static List<String> hashTwins(int length) {
        List<String> twins = List.of("");
        for (int i = 0; i < length; i++) {
            List<String> longer = new ArrayList<>();
            for (String twin : twins) {
                longer.add(twin + "Aa");
                longer.add(twin + "BB");
            }
            twins = longer;
        }
        return twins.subList(0, Math.min(twins.size(), 1_700));
    }

    @Test
    void isQuickWithManyNames() {
        String many = names(IntStream.range(0, 6_000).mapToObj(Integer::toString).toList());

        assertThat(visit(body("," + many)).status()).isEqualTo(200);
        assertThat(visit(body(",\"attributes\":{" + many + "}")).status()).isEqualTo(422);
    }

    private static String names(List<String> names) {
        return names.stream().map(name -> "\"" + name + "\":1").collect(Collectors.joining(","));
    }

    @Test
    void isRefusedWhereAStringIsHuge() {
        assertThat(visit(body(",\"firstname\":\"" + "x".repeat(63_000) + "\"")).status())
                .isEqualTo(422);
        assertThat(visit(body(",\"firstname\":\"" + "\\u0000".repeat(10_000) + "\"")).status())
                .isEqualTo(422);
        assertRefused(visit(body(",\"" + "x".repeat(63_000) + "\":1")));
    }

    /** Neither what would be taken if it were, nor 10 MiB of blanks in 10 KiB. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "gzip, gzip", "x-gzip"})
    void isNotUnpacked(String encoding) throws IOException {
        for (int blanks : List.of(0, 10 * 1024 * 1024)) {
            for (Map.Entry<String, String> call :
                    Map.of(Calls.SIGNIN, agent(""), Calls.ANONYMOUSLY, body("")).entrySet()) {
                Answer answer =
                        REALM.calls()
                                .post(
                                        call.getKey(),
                                        Map.of(
                                                "Content-Type",
                                                "application/json",
                                                "Content-Encoding",
                                                encoding),
                                        packed(call.getValue() + " ".repeat(blanks)));

                assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            }
        }
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(packed.size()).isLessThan(64 * 1024);
        return packed.toByteArray();
    }

    private static String agent(String more) {
        return "{\"email\":\"%s\",\"password\":\"%s\"%s}"
                .formatted(Demo.AGENT, Demo.PASSWORD, more);
    }

    private static String body(String more) {
        return "{\"id_project\":\"" + Demo.PROJECT + "\"" + more + "}";
    }

    /** The claims of a customer but for this one. */
    private static String claims(String without) {
        return CLAIMS.entrySet().stream()
                .filter(claim -> !claim.getKey().equals(without))
                .map(claim -> "\"%s\":%s".formatted(claim.getKey(), claim.getValue()))
                .collect(Collectors.joining(","));
    }

    private static String escaped(String name) {
        return "\\u%04x%s".formatted((int) name.charAt(0), name.substring(1));
    }

    private static String withHeader(String header) {
        return new CustomToken()
                .rawHeader(header)
                .payload("{" + claims("") + "}")
                .sign(Demo.SECRET);
    }

    private static Answer visit(String body) {
        return post(Calls.ANONYMOUSLY, TYPE, body);
    }

    private static Answer post(String path, Map<String, String> headers, String body) {
        return REALM.calls().post(path, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isIn(400, 401, 413, 422);
        assertThat(answer.json().path("success").asBoolean(true)).isFalse();
        assertThat(answer.json().path("msg").asText()).isNotEmpty();
        assertThat(answer.text()).doesNotContain("Exception", "jackson");
    }
}
