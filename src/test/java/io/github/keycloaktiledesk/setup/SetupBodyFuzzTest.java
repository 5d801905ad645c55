// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloaktiledesk.fuzz.CountedInputs;
import io.github.keycloaktiledesk.fuzz.Inputs;
import io.github.keycloaktiledesk.fuzz.OneMeaning;
import io.github.keycloaktiledesk.fuzz.SentHeaders;
import io.github.keycloaktiledesk.setup.SetupRequest.Project;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.util.JsonSerialization;

/** Whatever is sent as a setup asks for what there is, or is refused in words of our own. */
class SetupBodyFuzzTest extends CountedInputs {

    private static final Set<String> REASONS =
            Set.of(
                    "Unsupported Media Type",
                    "Request Entity Too Large",
                    "The body must be a JSON object",
                    "Unknown field in the body; known: guestsPerAddress, guestsPerRealm, projects,"
                            + " webOrigins",
                    "Unknown field in projects; known: id, secret",
                    "projects names a project twice",
                    "projects must be an array of at most 100 elements",
                    "webOrigins must be an array of at most 100 elements",
                    "Each of projects must be an object with an id",
                    "The id of each of projects must be the id of a Tiledesk project: letters,"
                            + " digits, '-', '_' and '.'",
                    "A secret must be a text; leave it out to have one made",
                    "A secret of the demo realm is known to everybody: use the project's own",
                    "Each of webOrigins must be http(s)://host or http(s)://host:port, with nothing"
                            + " after it, or *",
                    "guestsPerAddress must be a whole number from 0 (any number) to 999999999",
                    "guestsPerRealm must be a whole number from 0 (any number) to 999999999");

    /** The Content-Type in a line, and the body. */
    @FuzzTest
    void isReadOrRefused(byte[] input) throws IOException {
        countInput();
        Inputs.Lines sent = Inputs.lines(input, 1);
        SetupRequest request;
        try {
            request = read(sent.text(0), sent.rest());
        } catch (SetupException e) {
            assertThat(e.status()).isIn(400, 413, 415);
            assertThat(REASONS).contains(e.getMessage());
            return;
        }
        assertAsksForWhatThereIs(request);
        OneMeaning.assertIn(sent.rest());
        assertThat(read("application/json", json(request))).isEqualTo(request);
    }

    private static SetupRequest read(String type, byte[] body) {
        return SetupBody.read(
                SentHeaders.of(Map.of(HttpHeaders.CONTENT_TYPE, type)),
                new ByteArrayInputStream(body));
    }

    private static void assertAsksForWhatThereIs(SetupRequest request) {
        List<String> ids = request.projects().stream().map(Project::id).toList();
        assertThat(ids).hasSizeLessThanOrEqualTo(100).doesNotHaveDuplicates();
        assertThat(ids)
                .allSatisfy(
                        id ->
                                assertThat(id)
                                        .hasSizeBetween(1, 200)
                                        .doesNotContain("/", "?", "#", " ", "\n", "%"));
        assertThat(request.projects())
                .allSatisfy(
                        project ->
                                assertThat(project.secret().map(String::isBlank))
                                        .isNotEqualTo(Optional.of(true)));
        assertThat(request.webOrigins())
                .hasSizeLessThanOrEqualTo(100)
                .allSatisfy(
                        origin ->
                                assertThat(origin)
                                        .satisfiesAnyOf(
                                                any -> assertThat(any).isEqualTo("*"),
                                                SetupBodyFuzzTest::assertOrigin));
        assertThat(
                        Stream.of(request.guestsPerAddress(), request.guestsPerRealm())
                                .flatMap(Optional::stream))
                .allSatisfy(number -> assertThat(number).isBetween(0, 999_999_999));
    }

    private static void assertOrigin(String origin) {
        assertThat(origin).matches("https?://[^/?#@\\s]+");
    }

    private static byte[] json(SetupRequest request) {
        var json = JsonSerialization.createObjectNode();
        for (Project project : request.projects()) {
            var object = json.withArray("projects").addObject().put("id", project.id());
            project.secret().ifPresent(secret -> object.put("secret", secret));
        }
        request.webOrigins().forEach(origin -> json.withArray("webOrigins").add(origin));
        request.guestsPerAddress().ifPresent(number -> json.put("guestsPerAddress", number));
        request.guestsPerRealm().ifPresent(number -> json.put("guestsPerRealm", number));
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
