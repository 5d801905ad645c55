// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.keycloaktiledesk.it.server.DocumentedCommands;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.Program;
import io.github.keycloaktiledesk.it.server.ShellBlock;
import io.github.keycloaktiledesk.it.server.UserProject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page 'Test your project against it' does what it says, with nothing but what it names. */
@Tag("container")
class UserProjectIT {

    private static final Path PAGE = Path.of("docs/testing.md");

    @Test
    void testsItself() {
        assumeTrue(KeycloakServer.isInContainer(), "Without a container engine, it cannot");
        for (String program : List.of("bash", "mvn")) {
            assumeTrue(Program.isInPath(program), () -> program + " is not installed");
        }
        String test = only("java");
        UserProject project = UserProject.create();
        project.run(ShellBlock.INSTALL_TEST_ARTIFACT.code());
        project.write(only("xml"), "SignInTest", test);

        String output = project.run("mvn -B test");

        int tests = test.split("@Test\n", -1).length - 1;
        assertThat(tests).isPositive();
        assertThat(output).contains("Tests run: " + tests + ", Failures: 0, Errors: 0, Skipped: 0");
    }

    private static String only(String language) {
        List<DocumentedCommands.Block> blocks = DocumentedCommands.of(PAGE, language);
        assertThat(blocks).as(language).hasSize(1);
        return blocks.get(0).code();
    }
}
