// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Browser;
import io.github.keycloaktiledesk.it.server.BrowserClient;
import io.github.keycloaktiledesk.it.server.DocumentedCommands;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.Program;
import io.github.keycloaktiledesk.it.server.ShellBlock;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.util.JsonSerialization;

/** The examples of the page on the hand-over. */
class HandOverGuideIT {

    private static final Path PAGE = Path.of("docs/hand-over.md");
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Pattern FIELD =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]+)\">");

    @AutoClose private static final TestRealm REALM = TestRealm.create(HandOverRealm::prepare);

    private final Browser browser = new Browser();

    @TempDir private Path folder;

    @Test
    void hasAFormThatLogsIn() {
        String html = DocumentedCommands.of(PAGE, "html").get(0).code();
        // Nothing listens at the client's address.
        Form form = new Form().with("response_mode", "form_post");
        Matcher fields = FIELD.matcher(html);
        while (fields.find()) {
            form.with(
                    fields.group(1),
                    fields.group(2).replace("CUSTOM_JWT", HandOverRealm.token("form-1")));
        }

        Answer back =
                browser.post(HandOverRealm.shop(REALM).endpoint(), form, BrowserClient.ORIGIN);

        assertThat(html).contains("action=\"https://id.example.com/realms/demo/protocol/");
        assertThat(BrowserClient.isLoggedIn(back)).as(back.text()).isTrue();
        assertThat(BrowserClient.field(back, "state")).isEqualTo("STATE");
    }

    @Test
    void hasACommandThatPushes() throws IOException {
        assumeTrue(HandOverRealm.takesPushedTokens(), "a Keycloak before 26.7");
        assumeTrue(Program.isInPath("curl"), "curl is not installed");
        String script =
                ShellBlock.PUSH_CUSTOM_JWT
                        .code()
                        .stripTrailing()
                        .replace("https://id.example.com/realms/demo", REALM.url().toString());

        String pushed =
                new Program(
                                List.of("bash", "-euc", script + " -d response_mode=form_post"),
                                folder,
                                Map.of(
                                        "CLIENT_SECRET",
                                        HandOverRealm.SECRET,
                                        "STATE",
                                        "s",
                                        "NONCE",
                                        "n",
                                        "CUSTOM_JWT",
                                        HandOverRealm.token("push-1")))
                        .run(LIMIT);

        String uri = JsonSerialization.mapper.readTree(pushed).path("request_uri").asText();
        Answer back =
                browser.open(
                        URI.create(
                                HandOverRealm.shop(REALM).endpoint()
                                        + "?client_id=shop&request_uri="
                                        + URLEncoder.encode(uri, StandardCharsets.UTF_8)));
        assertThat(BrowserClient.isLoggedIn(back)).as(back.text()).isTrue();
    }
}
