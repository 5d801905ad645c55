// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.fuzz.CountedInputs;
import io.github.keycloaktiledesk.fuzz.Inputs;
import io.github.keycloaktiledesk.fuzz.OneMeaning;
import io.github.keycloaktiledesk.text.StrictJson;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.services.validation.Validation;

/** Whatever somebody sends as a call is read, or refused in the words of the contract. */
class CallFuzzTest extends CountedInputs {

    private static final String FORM = "application/x-www-form-urlencoded";

    private static final Map<TiledeskCall, Set<String>> PARAMETERS =
            Map.of(
                    TiledeskCall.SIGNIN,
                    Set.of("username", "password", "otp"),
                    TiledeskCall.SIGNIN_ANONYMOUSLY,
                    Set.of("id_project", "firstname", "lastname", "email", "attributes"),
                    TiledeskCall.CUSTOM_TOKEN,
                    Set.of("assertion", "guest_token"),
                    TiledeskCall.RESUME,
                    Set.of("assertion"));

    private static final Map<String, String> ERRORS =
            Map.of(
                    "{\"success\":false,\"msg\":\"Request entity too large\"}", "413",
                    "{\"success\":false,\"msg\":\"The body must be a JSON object or a form\"}",
                            "400");

    /** All paths that there are, in lower case. */
    private static final Map<String, TiledeskCall> PATHS = PossiblePaths.all();

    /** Path, Content-Type and Content-Length in a line each, and the body. */
    @FuzzTest
    void isReadOrRefused(byte[] input) throws IOException {
        countInput();
        Inputs.Lines sent = Inputs.lines(input, 3);
        assertThat(CallPath.call(sent.text(0)))
                .as(sent.text(0))
                .isEqualTo(Optional.ofNullable(PATHS.get(lower(sent.text(0)))));

        CallBody body = read(sent.text(1), sent.text(2), sent.rest());

        if (body.error().isPresent()) {
            Answer error = body.error().get();
            assertThat(ERRORS).containsEntry(error.body().toString(), "" + error.status());
            assertThat(body.fields()).isEmpty();
        } else {
            assertReads(body, lower(sent.text(1)).trim().startsWith(FORM), sent.rest());
        }
        for (TiledeskCall call : TiledeskCall.values()) {
            assertHasOnlyWhatTheCallKnows(call, body);
        }
    }

    /** Keycloak has read a form, if its type is written as usual. */
    private static CallBody read(String type, String length, byte[] bytes) {
        boolean readAlready = type.startsWith(FORM);
        InputStream stream = new ByteArrayInputStream(readAlready ? new byte[0] : bytes);
        return CallBody.read(
                new SentRequest(
                        Map.of(HttpHeaders.CONTENT_TYPE, type, HttpHeaders.CONTENT_LENGTH, length),
                        new String(bytes, StandardCharsets.UTF_8)),
                stream);
    }

    private static void assertReads(CallBody body, boolean form, byte[] bytes) throws IOException {
        String fields = body.fields().toString();
        assertThat(StrictJson.read(fields)).hasToString(fields);
        if (form) {
            // A name and a value stand once each; what is around them is ours.
            assertThat(texts(body.fields())).isLessThanOrEqualTo(CallBody.MAX_BYTES);
        } else {
            assertThat(bytes.length).isLessThanOrEqualTo(CallBody.MAX_BYTES);
            OneMeaning.assertIn(bytes);
        }
    }

    private static long texts(JsonNode node) {
        long size = node.isTextual() ? node.textValue().length() : 0;
        for (JsonNode child : node) {
            size += texts(child);
        }
        return size;
    }

    private static void assertHasOnlyWhatTheCallKnows(TiledeskCall call, CallBody body)
            throws IOException {
        CallForm form = CallForm.of(call, body.fields(), "the.custom.token");
        assertThat(PARAMETERS.get(call)).containsAll(form.parameters().keySet());
        assertThat(form.parameters().values()).allSatisfy(values -> assertThat(values).hasSize(1));
        String username = form.parameters().getFirst("username");
        assertThat(username == null || Validation.isEmailValid(username)).isTrue();
        String attributes = form.parameters().getFirst("attributes");
        if (attributes != null) {
            assertKeeps(body.fields().get("attributes").toString(), attributes);
        }
        JsonNode answer = Answer.invalid(form.invalid()).body();
        StrictJson.read(answer.toString());
        for (JsonNode error : answer.path("errors")) {
            String name = error.path("param").textValue();
            JsonNode value = error.get("value");
            if (Set.of("password", "otp", "guest_token").contains(name)) {
                assertThat(value == null || value.isNull() || "".equals(value.textValue()))
                        .isTrue();
            } else {
                assertThat(value).isEqualTo(body.fields().get(name));
            }
        }
    }

    private static void assertKeeps(String sent, String attributes) throws IOException {
        CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
        assertThat(utf8.canEncode(attributes)).isTrue();
        if (utf8.canEncode(sent)) {
            assertThat(attributes).isEqualTo(sent);
            assertThat(StrictJson.read(attributes)).hasToString(sent);
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ENGLISH);
    }

    /** The paths, written down as the contract does. */
    private static final class PossiblePaths {

        static Map<String, TiledeskCall> all() {
            Map<String, TiledeskCall> paths = new HashMap<>();
            for (String version : List.of("", "v1/", "v2/", "v3/")) {
                put(paths, version + "auth/signin", TiledeskCall.SIGNIN);
                put(paths, version + "auth/signinanonymously", TiledeskCall.SIGNIN_ANONYMOUSLY);
                put(paths, version + "auth/signinwithcustomtoken", TiledeskCall.CUSTOM_TOKEN);
            }
            return paths;
        }

        private static void put(Map<String, TiledeskCall> paths, String path, TiledeskCall call) {
            paths.put(path, call);
            paths.put('/' + path, call);
            paths.put(path + '/', call);
            paths.put('/' + path + '/', call);
        }
    }
}
