// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloaktiledesk.it.server.Program;
import io.github.keycloaktiledesk.it.server.ShellBlock;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What README has newcomers try. */
@Tag("container")
class QuickStartIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @AutoClose private static final TestRealm REALM = TestRealm.create();

    enum Command {
        AGENT(ShellBlock.AGENT_SIGNS_IN, "Andrea"),
        VISITOR(ShellBlock.VISITOR_SIGNS_IN, "Ada"),
        CUSTOMER(ShellBlock.CUSTOMER_SIGNS_IN, "Eva");

        private final ShellBlock block;
        private final String firstname;

        Command(ShellBlock block, String firstname) {
            this.block = block;
            this.firstname = firstname;
        }
    }

    @ParameterizedTest
    @EnumSource
    void signsIn(Command command, @TempDir Path folder) throws IOException {
        for (String program : List.of("bash", "curl", "openssl")) {
            assumeTrue(Program.isInPath(program), () -> program + " is not installed");
        }
        String script =
                command.block
                        .code()
                        .replace("http://localhost:8080/realms/demo", REALM.url().toString());

        JsonNode answer =
                new ObjectMapper()
                        .readTree(
                                new Program(List.of("bash", "-euc", script), folder, Map.of())
                                        .run(LIMIT));

        assertThat(answer.path("success").asBoolean()).as(answer.toString()).isTrue();
        assertThat(answer.path("token").asText()).startsWith("JWT ");
        assertThat(answer.at("/user/firstname").asText()).isEqualTo(command.firstname);
    }
}
