// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.call.TiledeskCall;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallFormTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROJECT = "5ec688ed13400f0012c2edd1";

    @Test
    void givesAnAgentTheNamesOfTheDirectGrant() throws Exception {
        CallForm form =
                signin(
                        "{\"email\":\"a@b.example\",\"password\":\"p\",\"otp\":\"012345\",\"role\":\"admin\"}");

        assertThat(form.invalid()).isEmpty();
        assertThat(form.parameters()).containsOnlyKeys("username", "password", "otp");
        assertThat(form.parameters().getFirst("otp")).isEqualTo("012345");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"password\":\"p\"} | {\"msg\":\"Invalid value\",\"param\":\"email\",\"location\":\"body\"}",
                "{\"email\":\"\",\"password\":\"p\"} | {\"value\":\"\",\"msg\":\"Invalid value\",\"param\":\"email\",\"location\":\"body\"}",
                "{\"email\":null,\"password\":\"p\"} | {\"value\":null,\"msg\":\"Invalid value\",\"param\":\"email\",\"location\":\"body\"}",
                "{\"email\":\"alice\",\"password\":\"p\"} | {\"value\":\"alice\",\"msg\":\"Invalid value\",\"param\":\"email\",\"location\":\"body\"}",
                "{\"email\":\"a@b.example\",\"password\":\"\"} | {\"value\":\"\",\"msg\":\"Invalid value\",\"param\":\"password\",\"location\":\"body\"}",
                "{\"email\":\"a@b.example\",\"password\":123} | {\"msg\":\"Invalid value\",\"param\":\"password\",\"location\":\"body\"}",
                "{\"email\":\"a@b.example\",\"password\":\"p\",\"otp\":123456} | {\"msg\":\"Invalid value\",\"param\":\"otp\",\"location\":\"body\"}"
            })
    void saysWhichFieldIsWrongAndNeverRepeatsASecret(String body, String error) throws Exception {
        assertThat(Answer.invalid(signin(body).invalid()).body().withArray("errors"))
                .hasSize(1)
                .first()
                .hasToString(error);
    }

    /** It would be found in the log as it was sent. */
    @ParameterizedTest
    @ValueSource(strings = {"\\u0085", "\\u009b2K", "\\n", "\\u0000", "\\ud800"})
    void takesNoControlCharactersInAnEmailEvenInQuotes(String control) throws Exception {
        for (String email :
                List.of(
                        "\\\"a%s\\\"@b.example",
                        "a%s@b.example", "a@b.example%s", "a@b%s.example")) {
            String body = "{\"email\":\"" + email.formatted(control) + "\",\"password\":\"p\"}";
            assertThat(signin(body).invalid())
                    .extracting(Answer.InvalidField::name)
                    .containsExactly("email");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PROJECT, "5EC688ED13400F0012C2EDD1", "abcdefghijkl"})
    void takesWhatCanBeAProjectId(String id) {
        assertThat(anonymously(Map.of("id_project", id)).invalid()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "            ",
                "demo",
                "5ec688ed13400f0012c2edd1x",
                "abcdefghijk\u0000"
            })
    void refusesWhatCannot(String id) {
        assertThat(anonymously(Map.of("id_project", id)).invalid()).hasSize(1);
    }

    /** How large they may be is a setting of the step. */
    @Test
    void takesFieldsOfAnySize() {
        assertThat(
                        anonymously(
                                        Map.of(
                                                "id_project", PROJECT,
                                                "firstname", "x".repeat(60_000),
                                                "attributes", nested(90)))
                                .invalid())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "true", "{}", "[\"a\"]"})
    void wantsTextsForNamesAndAnObjectForAttributes(String value) throws Exception {
        assertThat(
                        anonymously(
                                        json(
                                                "{\"id_project\":\""
                                                        + PROJECT
                                                        + "\",\"lastname\":"
                                                        + value
                                                        + "}"))
                                .invalid())
                .extracting(Answer.InvalidField::name)
                .containsExactly("lastname");
        if (!"{}".equals(value)) {
            assertThat(
                            anonymously(
                                            json(
                                                    "{\"id_project\":\""
                                                            + PROJECT
                                                            + "\",\"attributes\":"
                                                            + value
                                                            + "}"))
                                    .invalid())
                    .extracting(Answer.InvalidField::name)
                    .containsExactly("attributes");
        }
    }

    @Test
    void hasOnlyTheTokenOfACustomToken() throws Exception {
        CallForm form =
                CallForm.of(
                        TiledeskCall.CUSTOM_TOKEN,
                        json("{\"username\":\"x\",\"assertion\":\"y\"}"),
                        "jwt");

        assertThat(form.parameters()).containsOnlyKeys("assertion");
        assertThat(form.parameters().getFirst("assertion")).isEqualTo("jwt");
    }

    private static Object nested(int depth) {
        return depth == 1 ? Map.of() : Map.of("a", nested(depth - 1));
    }

    private static CallForm signin(String body) throws Exception {
        return CallForm.of(TiledeskCall.SIGNIN, json(body), null);
    }

    private static CallForm anonymously(Object body) {
        return CallForm.of(TiledeskCall.SIGNIN_ANONYMOUSLY, JSON.valueToTree(body), null);
    }

    private static ObjectNode json(String text) throws Exception {
        return (ObjectNode) JSON.readTree(text);
    }
}
