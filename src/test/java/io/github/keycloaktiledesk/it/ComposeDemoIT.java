// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloaktiledesk.it.server.ComposeProject;
import io.github.keycloaktiledesk.it.server.ShellBlock;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page on containers has newcomers try, from the first command to the last. */
@Tag("container")
class ComposeDemoIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @BeforeAll
    static void assume() {
        ComposeProject.assumeRunsHere();
    }

    @Test
    void isUpAndGoneWithOneCommandEach(@TempDir Path folder) throws IOException {
        try (ComposeProject demo = ComposeProject.create(folder)) {
            demo.run(ShellBlock.TRY_COMPOSE);
            demo.run(ShellBlock.AWAIT_COMPOSE);

            assertSignsIn(demo, ShellBlock.VISIT_COMPOSE, "Ada");
            assertSignsIn(demo, ShellBlock.AGENT_SIGNS_IN, "Andrea");
            assertSignsIn(demo, ShellBlock.VISITOR_SIGNS_IN, "Ada");
            assertSignsIn(demo, ShellBlock.CUSTOMER_SIGNS_IN, "Eva");

            assertThat(demo.remains()).isNotEmpty();
            demo.run(ShellBlock.REMOVE_COMPOSE);
            assertThat(demo.remains()).isEmpty();
        }
    }

    private static void assertSignsIn(ComposeProject demo, ShellBlock block, String firstname)
            throws IOException {
        JsonNode answer = JSON.readTree(demo.run(block));

        assertThat(answer.path("success").asBoolean()).as(answer.toString()).isTrue();
        assertThat(answer.at("/user/firstname").asText()).isEqualTo(firstname);
    }
}
