// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.RawHttp;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of calls: JSON and forms under any name, and what is neither. */
class RequestBodyIT {

    private static final String VISITOR = "{\"id_project\":\"" + Demo.PROJECT + "\"}";
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private static TestRealm realm;

    @BeforeAll
    static void create() {
        realm = TestRealm.create(RealmParts::allowRapidSignIns);
    }

    @AfterAll
    static void delete() {
        realm.close();
    }

    @Nested
    class OfAnyContentType {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "application/json",
                    "APPLICATION/JSON;charset=utf-8",
                    "application/json; charset=iso-8859-1",
                    "application/json;charset=no-such-charset",
                    "application/vnd.api+json",
                    "text/plain",
                    "text/plain;charset=UTF-8",
                    "text/html",
                    "application/xml",
                    "application/octet-stream",
                    "*/*",
                    "image/png"
                })
        void takesJson(String type) {
            assertThat(visit(Map.of("Content-Type", type), VISITOR).status()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Content-Type:",
                    "Content-Type: json",
                    "Content-Type: /",
                    "Content-Type: ;;;",
                    "Content-Type: application/json;charset=\"",
                    "Content-Type: application/json, text/plain",
                    "Content-Type: not a type",
                    "Content-Type: =?utf-8?q?x?=",
                    "Content-Type: text/plain\r\nContent-Type: application/json",
                    "X-No: type"
                })
        void takesJsonUnderAMalformedTypeOrElseMakesNobody(String header) {
            int users = realm.admin().users().count();
            Answer answer =
                    RawHttp.post(
                            anonymously(),
                            List.of(header, "Content-Length: " + VISITOR.length()),
                            VISITOR.getBytes(StandardCharsets.UTF_8));

            // Keycloak may refuse such a header in its own way. But who is told of an error tries
            // again, so there must be no user then.
            assertThat(realm.admin().users().count() - users)
                    .as(answer.text())
                    .isEqualTo(answer.status() == 200 ? 1 : 0);
            assertThat(answer.text()).doesNotContain("Exception", "\tat ");
        }

        @Test
        void namesAFormThatCannotBeDecoded() {
            byte[] form = "email=a%40b.example&password=100%sure".getBytes(StandardCharsets.UTF_8);
            Map<String, String> headers =
                    Map.of("Content-Type", "Application/X-WWW-Form-Urlencoded");

            Answer answer = realm.calls().post(Calls.SIGNIN, headers, form);

            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "application/x-www-form-urlencoded",
                    "application/x-www-form-urlencoded;charset=UTF-8",
                    "application/x-www-form-urlencoded; charset=UTF-8",
                    "Application/X-WWW-Form-Urlencoded"
                })
        void takesForms(String type) {
            byte[] agent =
                    new Form().with("email", Demo.AGENT).with("password", Demo.PASSWORD).bytes();
            byte[] visitor =
                    new Form()
                            .with("id_project", Demo.PROJECT)
                            .with("firstname", "Zoë & Co")
                            .with("attributes[plan]", "gold")
                            .bytes();
            Map<String, String> headers = Map.of("Content-Type", type);

            assertThat(realm.calls().post(Calls.SIGNIN, headers, agent).status()).isEqualTo(200);
            Answer answer = realm.calls().post(Calls.ANONYMOUSLY, headers, visitor);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.json().at("/user/firstname").asText()).isEqualTo("Zoë & Co");
            assertThat(answer.json().at("/user/attributes/plan").asText()).isEqualTo("gold");
        }

        /** What {@code curl -d} sends without a {@code -H}. */
        @ParameterizedTest
        @ValueSource(strings = {VISITOR, " \n{\"id_project\": \"a=b&c=1\"}"})
        void saysThatJsonIsNoForm(String json) {
            Answer answer = visit(Form.HEADERS, json);

            ErrorAnswer.check(answer, 400);
            assertThat(answer.json().path("msg").asText())
                    .contains("JSON", "Content-Type: application/json");
        }

        /** Neither Tiledesk nor we read these; Keycloak has read them before us. */
        @Test
        void findsNoFieldsInMultipartForms() {
            String part =
                    "--x\r\nContent-Disposition: form-data; name=\"id_project\"\r\n\r\n"
                            + Demo.PROJECT
                            + "\r\n--x--\r\n";

            ErrorAnswer.check(
                    visit(Map.of("Content-Type", "multipart/form-data; boundary=x"), part), 422);
        }

        @Test
        void findsNothingInABrokenMultipartForm() {
            int users = realm.admin().users().count();
            Answer answer =
                    visit(Map.of("Content-Type", "multipart/form-data; boundary=x"), VISITOR);

            // Keycloak answers before us, in its own way.
            assertThat(answer.status()).isGreaterThanOrEqualTo(400);
            assertThat(answer.text()).doesNotContain("Exception", "\tat ");
            assertThat(realm.admin().users().count()).isEqualTo(users);
        }
    }

    @Nested
    class ThatAreEmpty {

        @Test
        void haveNoFields() {
            for (Map<String, String> headers :
                    List.of(JSON, Form.HEADERS, Map.<String, String>of())) {
                Answer signin = realm.calls().post(Calls.SIGNIN, headers, new byte[0]);
                ErrorAnswer.check(signin, 422);
                assertThat(signin.json().path("errors").findValuesAsText("param"))
                        .containsExactly("email", "password");
                ErrorAnswer.check(realm.calls().post(Calls.ANONYMOUSLY, headers, new byte[0]), 422);
            }
        }

        /** Angular's {@code post(url, null)}, which Tiledesk's dashboard says as JSON. */
        @ParameterizedTest
        @ValueSource(strings = {"null", " ", "\r\n"})
        void haveNoFieldsWhereTheyAreAsGoodAsEmpty(String body) {
            ErrorAnswer.check(visit(JSON, body), 422);
            Map<String, String> headers =
                    Map.of("Authorization", "JWT " + Demo.customer().sign(Demo.SECRET));
            assertThat(realm.calls().post(Calls.CUSTOM_TOKEN, headers, body.getBytes()).status())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"application/json", "application/x-www-form-urlencoded", "text/plain"})
        void areEnoughForACustomToken(String type) {
            Map<String, String> headers =
                    Map.of(
                            "Content-Type",
                            type,
                            "Authorization",
                            "JWT " + Demo.customer().sign(Demo.SECRET));

            assertThat(realm.calls().post(Calls.CUSTOM_TOKEN, headers, new byte[0]).status())
                    .isEqualTo(200);
            assertThat(realm.calls().post(Calls.CUSTOM_TOKEN, headers, new byte[0]).status())
                    .isEqualTo(200);
        }
    }

    @Nested
    class ThatAreNoObject {

        private int users;

        @BeforeEach
        void count() {
            users = realm.admin().users().count();
        }

        @AfterEach
        void wroteNothing() {
            assertThat(realm.admin().users().count()).isEqualTo(users);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{",
                    "}",
                    "{\"id_project\":}",
                    "{\"id_project\":\"5ec688ed13400f0012c2edd1\"",
                    "{\"id_project\":\"5ec688ed13400f0012c2edd1\"}}",
                    "{\"id_project\":\"5ec688ed13400f0012c2edd1\"} x",
                    "{\"id_project\":\"5ec688ed13400f0012c2edd1\"}{}",
                    "{'id_project':'5ec688ed13400f0012c2edd1'}",
                    "{id_project:\"5ec688ed13400f0012c2edd1\"}",
                    "{\"id_project\":\"x\",\"id_project\":\"5ec688ed13400f0012c2edd1\"}",
                    "{\"id_project\":\"5ec688ed13400f0012c2edd1\",\"attributes\":{\"a\":1,\"a\":2}}",
                    "{\"id_project\":\"5ec688ed13400f0012c2edd1\",}",
                    "/**/{\"id_project\":\"5ec688ed13400f0012c2edd1\"}",
                    "{\"id_project\":\"5ec688ed13400f0012c2edd1\",\"firstname\":NaN}",
                    "{\"id_project\":\"5ec688ed13400f0012c2edd1\",\"firstname\":\"a\nb\"}",
                    "id_project=5ec688ed13400f0012c2edd1",
                    "\"5ec688ed13400f0012c2edd1\"",
                    "42",
                    "true",
                    "<id_project>5ec688ed13400f0012c2edd1</id_project>"
                })
        void areRefused(String body) {
            ErrorAnswer.check(visit(JSON, body), 400);
        }

        @Test
        void areRefusedWhereTheyAreNoText() {
            byte[] broken = VISITOR.getBytes(StandardCharsets.UTF_8);
            broken[broken.length - 4] = (byte) 0xFF;

            ErrorAnswer.check(realm.calls().post(Calls.ANONYMOUSLY, JSON, broken), 400);
        }

        @Test
        void areRefusedHoweverDeepTheyGo() {
            String deep = "[".repeat(30_000) + "]".repeat(30_000);
            String deepObject = "{\"a\":".repeat(9_000) + "1" + "}".repeat(9_000);

            ErrorAnswer.check(visit(JSON, deep), 400);
            ErrorAnswer.check(visit(JSON, deepObject), 400);
            ErrorAnswer.check(
                    visit(JSON, VISITOR.replace("}", ",\"firstname\":" + deep + "}")), 400);
        }

        @Test
        void areRefusedWhereAttributesGoTooDeep() {
            String nine = "{\"a\":".repeat(9) + "1" + "}".repeat(9);

            Answer answer = visit(JSON, VISITOR.replace("}", ",\"attributes\":" + nine + "}"));

            ErrorAnswer.check(answer, 422);
            assertThat(answer.json().at("/errors/0/param").asText()).isEqualTo("attributes");
        }

        /** As recorded: an array has no fields. */
        @Test
        void areMissingFieldsWhereTheyAreAnArray() {
            ErrorAnswer.check(visit(JSON, "[" + VISITOR + "]"), 422);
        }

        @Test
        void areRefusedByEachCall() {
            ErrorAnswer.check(realm.calls().post(Calls.SIGNIN, JSON, "{".getBytes()), 400);
            Map<String, String> headers =
                    Map.of("Authorization", "JWT " + Demo.customer().sign(Demo.SECRET));
            ErrorAnswer.check(realm.calls().post(Calls.CUSTOM_TOKEN, headers, "{".getBytes()), 400);
        }
    }

    @Nested
    class UpToTheLimit {

        private static final int LIMIT = 64 * 1024;

        @Test
        void passAsJson() {
            assertThat(visit(JSON, json(LIMIT)).status()).isEqualTo(200);
        }

        @Test
        void areRefusedAsJsonBeyondIt() {
            tooLarge(visit(JSON, json(LIMIT + 1)));
            tooLarge(visit(JSON, json(4 * 1024 * 1024)));
        }

        /** Characters are not bytes. */
        @Test
        void areCountedInBytes() {
            String padded = json(LIMIT - 20_000);

            tooLarge(visit(JSON, padded.replaceFirst("x{20000}", "ß".repeat(40_000))));
            tooLarge(visit(JSON, padded.replaceFirst("x{20000}", "ß".repeat(20_001))));
        }

        @Test
        void areRefusedByEachCall() {
            byte[] large = json(LIMIT + 1).getBytes(StandardCharsets.UTF_8);
            tooLarge(realm.calls().post(Calls.SIGNIN, JSON, large));
            Map<String, String> headers =
                    Map.of("Authorization", "JWT " + Demo.customer().sign(Demo.SECRET));
            tooLarge(realm.calls().post(Calls.CUSTOM_TOKEN, headers, large));
        }

        @Test
        void passAsAForm() {
            byte[] form = form(LIMIT);
            assertThat(form).hasSize(LIMIT);

            Answer answer = realm.calls().post(Calls.ANONYMOUSLY, Form.HEADERS, form);

            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(ints = {LIMIT + 100, 2 * LIMIT - 100})
        void areRefusedAsAFormBeyondIt(int size) {
            tooLarge(realm.calls().post(Calls.ANONYMOUSLY, Form.HEADERS, form(size)));
        }

        /** Quarkus has limits of its own for forms, and answers before us in its own way. */
        @Test
        void areRefusedAsAFormBeyondTheServersOwnLimits() {
            int users = realm.admin().users().count();
            String many = "id_project=" + Demo.PROJECT + "&a=".repeat(LIMIT);

            Answer field = realm.calls().post(Calls.ANONYMOUSLY, Form.HEADERS, form(16 * LIMIT));
            Answer fields = realm.calls().post(Calls.ANONYMOUSLY, Form.HEADERS, many.getBytes());

            assertThat(field.status()).isEqualTo(413);
            assertThat(fields.status()).isGreaterThanOrEqualTo(400);
            assertThat(field.text() + fields.text()).doesNotContain("Exception", "\tat ");
            assertThat(realm.admin().users().count()).isEqualTo(users);
        }

        /** Decoded it is short, but the server has to read it all. */
        @Test
        void areRefusedAsAFormWithEscapes() {
            String escaped = "id_project=" + Demo.PROJECT + "&x=" + "%78".repeat(LIMIT / 2);

            tooLarge(
                    realm.calls()
                            .post(
                                    Calls.ANONYMOUSLY,
                                    Form.HEADERS,
                                    escaped.getBytes(StandardCharsets.US_ASCII)));
        }

        @Test
        void passInChunks() {
            assertThat(inChunks("application/json", json(LIMIT)).status()).isEqualTo(200);
        }

        @Test
        void areRefusedInChunksBeyondIt() {
            tooLarge(inChunks("application/json", json(LIMIT + 1)));
            tooLarge(
                    inChunks(
                            "application/x-www-form-urlencoded",
                            new String(form(LIMIT + 100), StandardCharsets.US_ASCII)));
        }

        private static Answer inChunks(String type, String body) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream chunks = new ByteArrayOutputStream();
            for (int from = 0; from < bytes.length; from += 10_000) {
                int to = Math.min(bytes.length, from + 10_000);
                chunks.writeBytes(RawHttp.chunk(Arrays.copyOfRange(bytes, from, to)));
            }
            chunks.writeBytes(RawHttp.chunk(new byte[0]));
            return RawHttp.post(
                    anonymously(),
                    List.of("Content-Type: " + type, "Transfer-Encoding: chunked"),
                    chunks.toByteArray());
        }

        private static void tooLarge(Answer answer) {
            assertThat(ErrorAnswer.check(answer, 413)).isEqualTo("Request entity too large");
            assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
        }

        /** A visitor with a field that nobody reads, of this many bytes in all. */
        private static String json(int size) {
            String start = VISITOR.replace("}", ",\"pad\":\"");
            return start + "x".repeat(size - start.length() - 2) + "\"}";
        }

        private static byte[] form(int size) {
            String start = "id_project=" + Demo.PROJECT + "&pad=";
            return (start + "x".repeat(size - start.length())).getBytes(StandardCharsets.US_ASCII);
        }
    }

    private static Answer visit(Map<String, String> headers, String body) {
        return realm.calls()
                .post(Calls.ANONYMOUSLY, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static URI anonymously() {
        return URI.create(realm.tiledesk() + Calls.ANONYMOUSLY);
    }
}
